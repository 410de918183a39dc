// What a caller can do wrong with the adapter itself; a request that cannot be signed is @x/signer's to refuse.
import { errorJson } from '@x/kernel'

/**
 * The instance has a signer already: a second one would replace the signatures of the first.
 *
 * @example
 * ```ts
 * import axios from 'axios'
 * import { attachSigner } from '@x/axios'
 * import type { RequestSigner } from '@x/signer'
 * declare const first: RequestSigner, second: RequestSigner
 * const http = axios.create()
 * const detach = attachSigner(http, first)
 * detach()
 * attachSigner(http, second)
 * ```
 * @public
 */
export class SignerAttachedError extends TypeError {
  override readonly name = 'SignerAttachedError'
  readonly code = 'ERR_SIGNER_ATTACHED'
  constructor() {
    super(
      'This axios instance has a signer already. Call the function that attachSigner returned before, or use another instance.',
    )
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * The request has axios's `auth` option (basic authentication), which would overwrite the signature.
 *
 * @example
 * ```ts
 * import { AuthConflictError } from '@x/axios'
 * new AuthConflictError().code // 'ERR_AUTH_CONFLICT'
 * ```
 * @public
 */
export class AuthConflictError extends TypeError {
  override readonly name = 'AuthConflictError'
  readonly code = 'ERR_AUTH_CONFLICT'
  constructor() {
    super(
      "The request has axios's auth option, which would overwrite the signature. Remove auth from the request and from the instance's defaults.",
    )
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * An https request would go to an HTTP proxy in clear text, so that the proxy could read its signature and its token: axios before
 * 1.16.1 opens no tunnel. Nothing was sent.
 *
 * @example
 * ```ts
 * import { CleartextProxyError } from '@x/axios'
 * new CleartextProxyError('proxy.example:3128').code // 'ERR_CLEARTEXT_PROXY'
 * ```
 * @public
 */
export class CleartextProxyError extends Error {
  override readonly name = 'CleartextProxyError'
  readonly code = 'ERR_CLEARTEXT_PROXY'
  /** @param proxy - its host and port */
  constructor(proxy: string) {
    super(
      `This version of axios would send the https request to the proxy ${proxy} in clear text, signature and token included. ` +
        "Upgrade axios to 1.16.1 or newer; or pass proxy: false and an httpsAgent that tunnels; or use adapter: 'fetch'.",
    )
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * An HTTP proxy opened no tunnel for an https request, and answered by itself: the service has not seen the request. Some agents
 * hand that answer on as if it were the service's.
 *
 * @example
 * ```ts
 * import { ProxyAnswerError } from '@x/axios'
 * new ProxyAnswerError(407).code // 'ERR_PROXY_ANSWER'
 * ```
 * @public
 */
export class ProxyAnswerError extends Error {
  override readonly name = 'ProxyAnswerError'
  readonly code = 'ERR_PROXY_ANSWER'
  /** What the proxy answered; not `status`, which would be the service's. */
  readonly proxyStatus: number
  constructor(proxyStatus: number) {
    const remedy =
      proxyStatus === 407
        ? 'Give the proxy user and password.'
        : 'Ask whoever runs the proxy to let CONNECT reach the host, or name the host in NO_PROXY.'
    super(`A proxy answered the https request with ${proxyStatus} instead of opening a tunnel. ${remedy}`)
    this.proxyStatus = proxyStatus
  }

  toJSON(): object {
    return errorJson(this)
  }
}
