// What a pod of an OKE cluster is: its service-account token, exchanged at proxymux for a token of OCI.
import { argumentError, type OptionNames } from '@x/kernel'
import { isServiceError, ServiceClient, type HttpClient } from '@x/http'
import type { Loaded, LoadContext, SessionKey, TokenSnapshot } from '@x/signer/principal'
import { ClusterNotEnhancedError } from '../errors/oke-errors.ts'
import { keepPrincipal, type KeptPrincipal } from '../principal/principal.ts'
import {
  RENEWAL_OPTIONS,
  renewalHttpClient,
  renewalRetryStrategy,
  type RenewalOptions,
} from '../principal/renewal-options.ts'
import { type SessionKeySource, SessionKeySupplier, takeSessionKey } from '../principal/session-key-supplier.ts'
import { serverTimeOf } from '../principal/token-response.ts'
import { clusterHttpClient } from './cluster-connection.ts'
import { okeInputs, type OkeInputs } from './inputs.ts'
import { keyOf, okeLifetime, readAnswer, snapshotOf, tokenRequestBody, type ProxymuxAnswer } from './messages.ts'
import { readServiceAccountToken, type ServiceAccountTokenSource } from './service-account-token.ts'

/** Every option of a pod of an OKE cluster; a pod needs none of them. @public */
export interface OkeWorkloadOptions extends Omit<RenewalOptions, 'certBundleVerify'> {
  /**
   * The pod's token: a text, a function that yields it, or `{ file }`; read for each renewal.
   *
   * @defaultValue what `OCI_KUBERNETES_SERVICE_ACCOUNT_TOKEN_STRING` holds, else the file that
   * `OCI_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH` names, else the one that Kubernetes mounts
   */
  readonly serviceAccountToken?: ServiceAccountTokenSource | undefined
  /**
   * PEM file of the CA of the cluster, the only one that is trusted; read for each renewal.
   *
   * @defaultValue `OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH`, else the one that Kubernetes mounts
   */
  readonly caFile?: string | undefined
  /** Port of proxymux. @defaultValue `KUBERNETES_SERVICE_PORT_PROXYMUX`, else 12250 */
  readonly proxymuxPort?: number | undefined
  /** Code or identifier: what `region()` yields. @defaultValue `OCI_RESOURCE_PRINCIPAL_REGION` */
  readonly region?: string | undefined
  /** Let proxymux make the keys, as OCI's SDK for Java does: the private key then comes over the wire. @defaultValue false */
  readonly serverKeys?: boolean | undefined
  readonly sessionKeySupplier?: SessionKeySource | undefined
  /** Reads the CA and the token. @defaultValue the file system */
  readonly readFile?: ((path: string) => Promise<string>) | undefined
  /** Makes the calls, and then decides whom to trust. @defaultValue one that trusts the cluster only, and takes no proxy */
  readonly httpClient?: HttpClient | undefined
  /** The variables above, and `KUBERNETES_SERVICE_HOST`. @defaultValue process.env */
  readonly env?: RenewalOptions['env']
}

const { certBundleVerify: _, ...RENEWAL } = RENEWAL_OPTIONS

export const OKE_OPTIONS: OptionNames<OkeWorkloadOptions> = {
  ...RENEWAL,
  serviceAccountToken: true,
  caFile: true,
  proxymuxPort: true,
  region: true,
  serverKeys: true,
  sessionKeySupplier: true,
  readFile: true,
}

/** A pod of an OKE cluster. Nothing is read or fetched until it is used. */
export function okePrincipal(options: OkeWorkloadOptions): KeptPrincipal {
  const { serverKeys = false, sessionKeySupplier: given } = options
  if (serverKeys && given)
    throw argumentError('With serverKeys proxymux makes the keys. Leave out sessionKeySupplier, or serverKeys.')
  const inputs = okeInputs(options)
  const supplier = given ?? new SessionKeySupplier()
  return keepPrincipal(
    {
      principal: 'oke-workload',
      source: 'service account of a Kubernetes pod',
      region: async () => inputs.region,
      load: serverKeys
        ? (context) => loadWithServerKey({ inputs, options }, context)
        : (context) => loadToken({ inputs, options, supplier }, context),
      lifetime: okeLifetime,
      sessionKeySupplier: serverKeys ? undefined : supplier,
    },
    options,
  )
}

interface Exchange {
  readonly inputs: OkeInputs
  readonly options: OkeWorkloadOptions
}

async function loadToken(
  exchange: Exchange & { readonly supplier: SessionKeySource },
  context: LoadContext,
): Promise<Loaded<TokenSnapshot>> {
  const token = await readServiceAccountToken(exchange.inputs.serviceAccountToken, context)
  const sessionKey = await takeSessionKey(exchange.supplier)
  const asked = { path: '/resourcePrincipalSessionTokens', body: tokenRequestBody(sessionKey), token }
  const { answer, date } = await ask(exchange, asked, context)
  return loaded(snapshotOf(answer, sessionKey, context.now()), date)
}

async function loadWithServerKey(exchange: Exchange, context: LoadContext): Promise<Loaded<TokenSnapshot>> {
  const token = await readServiceAccountToken(exchange.inputs.serviceAccountToken, context)
  const asked = { path: '/resourcePrincipalSessionTokensWithCaching', body: {}, token }
  const { answer, date } = await ask(exchange, asked, context)
  const sessionKey: SessionKey = await keyOf(answer)
  return loaded(snapshotOf(answer, sessionKey, context.now()), date)
}

const loaded = (snapshot: TokenSnapshot, date: string | undefined): Loaded<TokenSnapshot> => ({
  snapshot,
  serverTimeMs: serverTimeOf(date, snapshot.claims.issuedAt),
})

interface Asked {
  readonly path: string
  readonly body: object
  /** Of the service account; secret. */
  readonly token: string
}

interface Answered {
  readonly answer: ProxymuxAnswer
  readonly date: string | undefined
}

/** @throws {@link ClusterNotEnhancedError} `ERR_CLUSTER_NOT_ENHANCED`, and what a {@link ServiceClient} throws */
async function ask(
  { inputs, options }: Exchange,
  { path, body, token }: Asked,
  context: LoadContext,
): Promise<Answered> {
  const { env } = options
  const httpClient = options.httpClient ?? (await clusterHttpClient(inputs))
  const client = new ServiceClient({
    endpoint: inputs.endpoint.origin,
    serviceName: 'proxymux',
    httpClient: asText(renewalHttpClient({ httpClient })),
    retryStrategy: renewalRetryStrategy(options),
    env,
    now: context.now,
  })
  const operation = {
    operation: 'resourcePrincipalSessionTokens',
    method: 'POST',
    path,
    headers: { authorization: `Bearer ${token}` },
    body,
    parse: (text: unknown) => readAnswer(String(text ?? '')),
  }
  try {
    const { data, headers } = await client.call(operation, { signal: context.signal })
    return { answer: data, date: headers['date'] }
  } catch (error) {
    throw explained(error, `${inputs.endpoint.origin}${path}`)
  }
}

/** The answer is not always JSON: a client that expects it is given the whole text as one string of JSON. */
const asText =
  (perform: HttpClient): HttpClient =>
  async (request, options) => {
    const response = await perform(request, options)
    const isRefusal = response.status < 200 || response.status > 299
    return isRefusal ? response : { ...response, text: () => JSON.stringify(response.text()) }
  }

function explained(cause: unknown, address: string): unknown {
  if (!isServiceError(cause)) return cause
  const { status, code, requestId } = cause
  const isRefused = status === 403 || (status === 404 && code === 'NotAuthorizedOrNotFound')
  return isRefused ? new ClusterNotEnhancedError({ status, address, opcRequestId: requestId }, { cause }) : cause
}
