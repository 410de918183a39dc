// Between axios and the signer: the request as it will go out is signed, and the adapter sends just that.
import { sendSigned, type RequestSigner, type ResponseLike, type SignedRequest, type SiteClocks } from '@x/signer'
import axios, {
  Axios,
  AxiosHeaders,
  getAdapter,
  type AxiosAdapter,
  type AxiosRequestConfig,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from 'axios'
import { withAbortSignal } from './abort-signal.ts'
import { AuthConflictError } from './errors.ts'
import { outgoingBody, passesUnread, unreadBody } from './outgoing-body.ts'
import type { SigningOptions } from './options.ts'
import { discard, errorText, unsigned } from './response.ts'
import { adapterName, signedConfig } from './signed-config.ts'

export interface Signing {
  readonly signer: RequestSigner
  readonly options: SigningOptions
  /** What has been learnt of the services' clocks: one for each attached signer. */
  readonly clock: SiteClocks
}

/** Without defaults of its own, since a config has them by the time it is signed. */
const bare = new Axios({})

/** A response, and the error that axios made of it where `validateStatus` refused its status. */
interface Outcome extends ResponseLike {
  readonly response: AxiosResponse
  readonly error?: unknown
}

/**
 * @param config - as axios hands it to an adapter: the body serialised, the caller's headers set
 * @throws {@link AuthConflictError} `ERR_AUTH_CONFLICT` when the config has `auth`
 */
export async function signAndSend(config: InternalAxiosRequestConfig, signing: Signing): Promise<AxiosResponse> {
  if (config.auth) throw new AuthConflictError()
  const { options, signer, clock } = signing
  const { refreshOn401, clockSkew, onRefused } = options
  if (!config.headers.getContentType()) config.headers.delete('content-type')
  const adapter = getAdapter(config.adapter ?? axios.defaults.adapter, config)
  const bodySigning = typeof options.bodySigning === 'function' ? options.bodySigning(config) : options.bodySigning
  const isUnread = adapterName(adapter) === 'http' && passesUnread(config.data, bodySigning)
  const { body, contentType } = isUnread ? unreadBody(config.data) : await outgoingBody(config.data)
  const headers = contentType === undefined ? config.headers : config.headers.concat().setContentType(contentType, true)
  const request = { method: config.method ?? 'get', url: addressOf(config), headers: headers.toJSON(), body }

  const send = (signed: SignedRequest): Promise<Outcome> =>
    deliver(adapter, signedConfig(adapter, signed, config, isUnread), config)
  const outcome = await withAbortSignal(config, (signal) =>
    sendSigned(request, signer, send, {
      refreshOn401,
      clockSkew,
      onRefused: onRefused && ((refused) => onRefused({ ...refused, response: refused.response.response })),
      bodySigning,
      clock,
      signal,
      errorText: ({ response }) => errorText(response.data),
      discard: ({ response }) => discard(response.data),
    }),
  )
  if ('error' in outcome) throw outcome.error
  return outcome.response
}

/** The address that axios would make of the config. */
function addressOf(config: InternalAxiosRequestConfig): string {
  const { url, baseURL, allowAbsoluteUrls, params, paramsSerializer } = config
  // Nothing to put together: axios would only merge the config with its defaults, once more.
  if (baseURL === undefined && params === undefined && url !== undefined && /^https?:\/\//i.test(url)) return url
  const parts = { url, baseURL, allowAbsoluteUrls, params: params as unknown, paramsSerializer }
  return bare.getUri(parts as AxiosRequestConfig)
}

/** A refused status is a rejection to axios and a response to the signer: here it is both, until the end. */
async function deliver(
  adapter: AxiosAdapter,
  sent: InternalAxiosRequestConfig,
  config: InternalAxiosRequestConfig,
): Promise<Outcome> {
  try {
    return outcomeOf(unsigned(await adapter(sent), config))
  } catch (failure) {
    const error = unsigned(failure, config)
    const response = (error as { response?: AxiosResponse } | undefined)?.response
    if (!response) throw error
    return { ...outcomeOf(unsigned(response, config)), error }
  }
}

const JUDGED_BY = ['date', 'opc-request-id', 'via']

/** Of the headers, only what a refusal is judged by: the others need not be fit for signing. */
function outcomeOf(response: AxiosResponse): Outcome {
  const { status, headers } = response
  if (status !== 401) return { response, status, headers: {} }
  const all = AxiosHeaders.from(headers as AxiosHeaders)
  const judged = JUDGED_BY.map((name): [string, string | undefined] => [name, all.get(name)?.toString()])
  return { response, status, headers: Object.fromEntries(judged) }
}
