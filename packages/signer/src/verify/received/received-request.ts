// A request as a server got it. What the server hands over wrongly is an error of its own, and never taken for something absent.
import { argumentError } from '@x/kernel'
import { readHeaders } from '../../lib/read-headers.ts'
import type { HeadersLike } from '../../request.ts'
import { readBody, type ReceivedBody } from './body-bytes.ts'
import { isObject, own } from '../../lib/own.ts'

/** What a server received. @public */
export interface ReceivedRequest {
  readonly method: string
  /**
   * The target of the request line as it arrived (`req.url`; below a mounted router `req.originalUrl`), or an absolute address.
   */
  readonly url: string | URL
  /** With `:authority` of HTTP/2, which stands for `host`. */
  readonly headers: HeadersLike
  /**
   * The body as it arrived, before anything parsed or unpacked it. Absent says that there is none: a request that announces one
   * is refused then.
   */
  readonly body?: ReceivedBody
}

/** A request whose parts are of the kinds that they should be. */
export interface Received {
  readonly method: unknown
  readonly url: string | URL
  readonly values: Map<string, string>
  /** The names of headers that came more than once. */
  readonly repeated: ReadonlySet<string>
  readonly body: string | Uint8Array | undefined
}

/** @throws TypeError `ERR_INVALID_ARGUMENT` when a part is missing or of a kind that cannot be read */
export function readReceived(request: ReceivedRequest): Received {
  if (!isObject(request))
    throw argumentError('The request is no object. Give { method, url, headers, body } of the request that arrived.')
  const url = own(request, 'url')
  if (typeof url !== 'string' && !(url instanceof URL))
    throw argumentError(
      'The url is neither text nor a URL. Give the target as it arrived: req.url, or req.originalUrl below a mounted router.',
    )
  return {
    method: own(request, 'method'),
    url,
    ...readFields(own(request, 'headers')),
    body: readBody(own(request, 'body')),
  }
}

function readFields(headers: HeadersLike | undefined): ReturnType<typeof readHeaders> {
  let cause: unknown
  try {
    const flat = Array.isArray(headers) && headers.some((entry) => !Array.isArray(entry))
    if (isObject(headers) && !flat) return readHeaders(headers)
  } catch (failure) {
    cause = failure
  }
  throw Object.assign(
    argumentError(
      'The headers are neither a record, nor Headers, nor pairs of name and value. Give req.headersDistinct, or req.headers.',
    ),
    { cause },
  )
}
