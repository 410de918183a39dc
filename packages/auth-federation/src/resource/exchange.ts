// One exchange of two steps: the tokens of the service behind a resource, and a session token for them. It installs nothing.
import { argumentError, isLocalHost, type Environment } from '@x/kernel'
import { isServiceError, ServiceClient, type HttpClient, type ServiceResponse } from '@x/http'
import type { RetryStrategy } from '@x/retry'
import { createSigner, type Credential } from '@x/signer'
import type { Loaded, LoadContext, SessionKey, TokenSnapshot } from '@x/signer/principal'
import { readTokenResponse, serverTimeOf } from '../principal/token-response.ts'
import { readServiceTokens, SESSION_TOKEN_PATH, sessionTokenBody, type ServiceTokens } from './messages.ts'

/** What the calls are made with. */
export interface CallPorts {
  readonly httpClient: HttpClient
  readonly retryStrategy: RetryStrategy
  readonly env: Environment
}

/** Where the two steps lead. */
export interface Steps {
  readonly rptEndpoint: string
  /** Percent-encoded, with a query if need be. */
  readonly rptPath: string
  readonly rpstEndpoint: string
  /** Secret: it goes with the first step, unsigned. */
  readonly securityContext?: string | undefined
}

/** Who asks, and for which key. */
export interface Asker {
  readonly credential: Credential
  readonly sessionKey: SessionKey
}

export interface Exchanged extends Loaded<TokenSnapshot> {
  /** Where the service behind the resource says that its parent is. */
  readonly parentUrl: string | undefined
}

export async function exchangeServiceTokens(
  ports: CallPorts,
  steps: Steps,
  asker: Asker,
  context: LoadContext,
): Promise<Exchanged> {
  refusePlainHttp(new URL(steps.rpstEndpoint))
  const { data: tokens, headers } = await askServiceTokens(ports, steps, asker, context)
  const { signal, now } = context
  const answer = await clientOf(ports, steps.rpstEndpoint, asker, context).call(
    {
      operation: 'resourcePrincipalSessionToken',
      method: 'POST',
      path: SESSION_TOKEN_PATH,
      body: sessionTokenBody(tokens, asker.sessionKey),
      parse: (json) => readTokenResponse(json, asker.sessionKey, now()),
    },
    { signal },
  )
  const serverTimeMs = serverTimeOf(answer.headers['date'], answer.data.claims.issuedAt)
  return { snapshot: answer.data, serverTimeMs, parentUrl: headers['opc-parent-rpt-url'] }
}

/** Every other address of the two steps has been judged already. This one may be that of the auth service. */
function refusePlainHttp({ protocol, hostname }: URL): void {
  if (protocol === 'https:' || isLocalHost(hostname)) return
  throw argumentError(
    'OCI_SDK_AUTH_CLIENT_REGION_URL leads over plain http to another machine, and others could read the tokens that a resource sends there. Set it to an https address.',
  )
}

function askServiceTokens(
  ports: CallPorts,
  { rptEndpoint, rptPath, securityContext }: Steps,
  asker: Asker,
  context: LoadContext,
): Promise<ServiceResponse<ServiceTokens>> {
  return clientOf(ports, rptEndpoint, asker, context).call(
    {
      operation: 'resourcePrincipalToken',
      method: 'GET',
      path: rptPath,
      headers: { 'security-context': securityContext },
      parse: readServiceTokens,
    },
    { signal: context.signal },
  )
}

/** It signs and does not renew: a credential that is refused is renewed with all that was made of it. */
function clientOf(
  { httpClient, retryStrategy, env }: CallPorts,
  endpoint: string,
  { credential }: Asker,
  { now }: LoadContext,
): ServiceClient {
  const { sign } = createSigner(async () => credential, { now })
  return new ServiceClient({
    endpoint,
    serviceName: 'resource principal',
    signer: { sign },
    httpClient,
    retryStrategy,
    env,
    now,
  })
}

const isRefused = (error: unknown): boolean => isServiceError(error) && error.status === 401

/**
 * Makes something with what proves the caller. When the service refuses it, once again with a new proof, where there is one.
 *
 * @param take - yields a proof that `refused` is not, or the same where there is no other
 */
export async function againWhenRefused<Proof, Made>(
  take: (refused?: Proof) => Promise<Proof>,
  make: (proof: Proof) => Promise<Made>,
): Promise<Made> {
  const first = await take()
  try {
    return await make(first)
  } catch (error) {
    if (!isRefused(error)) throw error
    const next = await take(first)
    if (next === first) throw error
    return make(next)
  }
}
