// The error of a call that a proxy did not let through.
import { errorJson } from '@x/kernel'
import { redact } from '../report/redact.ts'
import { describeCall, type FailedCall } from './errors.ts'

/**
 * A proxy answered in place of the service: it opened no tunnel, or wants credentials. Nothing of the request has reached the
 * service, and nothing of the answer is taken for the service's: its status is `proxyStatus`, its headers and body are dropped.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110.html#section-9.3.6
 * @public
 */
export class ProxyError extends Error {
  override readonly name = 'ProxyError'
  readonly code = 'ERR_PROXY'
  /** Of the proxy, without its credentials, e.g. `http://proxy.example:3128`. */
  readonly proxy: string
  /** The HTTP status of the proxy's answer; 407: it wants credentials, or others. */
  readonly proxyStatus: number
  readonly method: string
  readonly url: string

  constructor(call: FailedCall, proxy: URL, proxyStatus: number) {
    const { method, url, text } = describeCall(call)
    const what = proxyStatus >= 200 && proxyStatus <= 299 ? ' and a body in place of a tunnel' : ''
    const remedy = remedyFor(proxy, proxyStatus)
    super(`${text}: the proxy ${proxy.origin} answered with HTTP ${proxyStatus}${what}. ${remedy}`)
    this.proxy = proxy.origin
    this.proxyStatus = proxyStatus
    this.method = method
    this.url = url
  }

  toJSON(): object {
    return errorJson(this, redact)
  }
}

function remedyFor({ username, password }: URL, status: number): string {
  if (status !== 407) return 'Check that it lets this machine reach that host, or exempt the host with NO_PROXY.'
  return username || password
    ? 'Correct the credentials in its address: it refuses these.'
    : 'Put its credentials into its address: http://user:password@host:port, percent-encoded.'
}
