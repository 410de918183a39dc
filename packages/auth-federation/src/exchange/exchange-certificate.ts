// One exchange of a certificate for a token: new key, certificates, request, answer. It installs nothing.
import type { Environment } from '@x/kernel'
import type { FingerprintAlgorithm } from '@x/cert-retrievers'
import { isServiceError, ServiceClient, type HttpClient } from '@x/http'
import type { RetryStrategy } from '@x/retry'
import { createCredential, createSigner } from '@x/signer'
import {
  UnusableTokenError,
  type LoadContext,
  type Loaded,
  type SessionKey,
  type TokenSnapshot,
} from '@x/signer/principal'
import { MissingInputError, TenancyChangedError } from '../errors/errors.ts'
import { type SessionKeySource, takeSessionKey } from '../principal/session-key-supplier.ts'
import { readTokenResponse, serverTimeOf } from '../principal/token-response.ts'
import type { Certificates, FetchedCertificates } from './certificates.ts'
import { federationKeyId, tokenRequestBody } from './messages.ts'

export interface Exchange {
  readonly endpoint: URL
  readonly tenancyId: string
  readonly sessionKeySupplier: SessionKeySource
  readonly certificates: Certificates
  readonly httpClient: HttpClient
  readonly retryStrategy: RetryStrategy
  readonly env: Environment | undefined
  readonly purpose: string | undefined
  readonly fingerprintAlgorithm: FingerprintAlgorithm
  /** This machine's clock, by which certificates are kept. */
  readonly now: () => number
}

/** What changes from one request for a token to the next. */
interface Attempt extends LoadContext {
  readonly fetched: FetchedCertificates
  readonly sessionKey: SessionKey
}

export async function exchangeCertificate(exchange: Exchange, context: LoadContext): Promise<Loaded<TokenSnapshot>> {
  const { certificates, sessionKeySupplier } = exchange
  const { signal } = context
  const take = (): Promise<FetchedCertificates> => certificates.take(signal, exchange.now())
  const [sessionKey, fetched] = await Promise.all([takeSessionKey(sessionKeySupplier), take()])
  try {
    return await requestToken(exchange, { ...context, fetched, sessionKey })
  } catch (error) {
    if (!isServiceError(error) || error.status !== 401) throw error
    // The certificate may have been rotated between fetching and using it. What was taken is used up: this fetches.
    return requestToken(exchange, { ...context, fetched: await take(), sessionKey })
  }
}

async function requestToken(exchange: Exchange, attempt: Attempt): Promise<Loaded<TokenSnapshot>> {
  const { endpoint, purpose, fingerprintAlgorithm } = exchange
  const { fetched, sessionKey, signal, now } = attempt
  checkTenancy(exchange, fetched)
  const { headers, data } = await clientFor(exchange, attempt).call(
    {
      operation: 'x509Federation',
      method: 'POST',
      path: endpoint.pathname,
      body: tokenRequestBody({ ...fetched, sessionKey, purpose, fingerprintAlgorithm }),
      parse: (json) => readTokenResponse(json, sessionKey, now()),
    },
    { signal },
  )
  checkTokenTenancy(exchange, data)
  return { snapshot: data, serverTimeMs: serverTimeOf(headers['date'], data.claims.issuedAt) }
}

/** With a purpose of its own a certificate may act for another tenancy. */
const mayDiffer = ({ purpose }: Exchange): boolean => purpose !== undefined && purpose !== 'DEFAULT'

/** Who signs with the token of another tenancy is another principal than the one meant. */
function checkTokenTenancy(exchange: Exchange, { claims }: TokenSnapshot): void {
  const tenant = claims.texts?.['opc-tenant'] ?? claims.texts?.['tenant']
  if (tenant !== undefined && tenant !== exchange.tenancyId && !mayDiffer(exchange))
    throw new UnusableTokenError('foreign-tenancy')
}

function checkTenancy(exchange: Exchange, { leaf }: FetchedCertificates): void {
  if (mayDiffer(exchange)) return
  const { tenancyId } = exchange
  const tenancy = leaf.tenancy()
  if (tenancy !== tenancyId) throw new TenancyChangedError(tenancyId, tenancy)
}

function clientFor(exchange: Exchange, { fetched: { leaf }, now }: Attempt): ServiceClient {
  const { endpoint, tenancyId, fingerprintAlgorithm, httpClient, retryStrategy, env } = exchange
  const { privateKey } = leaf
  if (!privateKey) throw new MissingInputError('The leaf certificate', ['its private key'])
  const credential = createCredential({
    keyId: federationKeyId(tenancyId, leaf, fingerprintAlgorithm),
    key: privateKey,
  })
  return new ServiceClient({
    endpoint: endpoint.origin,
    serviceName: 'auth',
    signer: { sign: createSigner(async () => credential, { now }).sign },
    httpClient,
    retryStrategy,
    env,
    now,
  })
}
