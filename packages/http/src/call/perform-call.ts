// One call from the first byte out to the last byte in, under its limits.
import { NetworkError, RedirectError, ResponseTooLargeError, type FailedCall } from '../errors/errors.ts'
import { createHttpResponse } from './http-response.ts'
import type { HttpResponse } from './http-client.ts'
import type { Limits } from './limits.ts'
import { networkProblem } from '../errors/network-problem.ts'
import { observe, type Logger } from '../report/observe.ts'
import type { OutgoingRequest } from './outgoing-request.ts'
import { readBody } from './read-body.ts'
import { ProxyError } from '../errors/proxy-error.ts'
import type { RawResponse, Transport } from '../runtime/transport.ts'
import { safeCause } from '../report/safe-cause.ts'
import { hiding, secretsOf } from '../report/sent-secrets.ts'
import { abortable } from '@x/kernel'
import { createWatch, interruption, type SetTimer, type Watch } from '../watch/watch.ts'

export interface CallPorts {
  readonly open: () => Promise<Transport>
  readonly setTimer: SetTimer
  readonly now: () => number
  readonly logger: Logger | undefined
  readonly signal: AbortSignal | undefined
}

export interface Call extends OutgoingRequest {
  readonly proxy: URL | undefined
}

export async function performCall(call: Call, limits: Limits, ports: CallPorts): Promise<HttpResponse> {
  const { open, setTimer, now, logger, signal } = ports
  const target = targetOf(call)
  const startedAt = now()
  observe(logger, 'debug', 'request', { ...target, headers: call.headers })
  const watch = createWatch(limits, setTimer, signal)
  try {
    const transport = await abortable(open(), watch.signal)
    const response = await exchange(call, { transport, watch, maxBytes: limits.maxResponseBytes })
    const { status, headers } = response
    observe(logger, 'debug', 'response', {
      ...target,
      status,
      // Looked at only where somebody watches. A server may repeat what looks like nothing.
      get headers() {
        return hiding(secretsOf(call))(headers)
      },
      durationMs: now() - startedAt,
    })
    return response
  } catch (error) {
    const failure = interruption(watch, signal, target) ?? error
    observe(logger, 'warn', 'error', { ...target, error: failure, durationMs: now() - startedAt })
    throw failure
  } finally {
    watch.stop()
  }
}

interface ExchangePorts {
  readonly transport: Transport
  readonly watch: Watch
  readonly maxBytes: number
}

async function exchange(call: Call, { transport, watch, maxBytes }: ExchangePorts): Promise<HttpResponse> {
  const target = targetOf(call)
  watch.begin(transport.showsConnection)
  const raw = await connectionKept(target, watch, transport.send({ ...call, signal: watch.signal, progress: watch }))
  watch.progress()
  const redirects = isRedirect(raw)
  const body = await connectionKept(target, watch, readBody(raw.chunks, redirects ? 0 : maxBytes, watch))
  if (redirects) {
    const { location } = raw.headers
    throw new RedirectError(target, raw.status, location && String(hiding(secretsOf(call))(location)))
  }
  if (body === undefined) throw new ResponseTooLargeError(target, maxBytes)
  return createHttpResponse(raw.status, raw.headers, body)
}

/** 304 answers a condition; 0 is a redirect that a browser hides. */
const isRedirect = ({ status }: RawResponse): boolean =>
  status === 0 || (status >= 300 && status < 400 && status !== 304)

const targetOf = ({ method, url, proxy }: Call): FailedCall => ({ method, url: url.href, proxy: proxy?.origin })

async function connectionKept<T>(target: FailedCall, watch: Watch, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof ProxyError) throw error
    const atProxy = target.proxy !== undefined && !watch.isPastProxy()
    throw new NetworkError(target, networkProblem(error, atProxy), { cause: safeCause(error) })
  }
}
