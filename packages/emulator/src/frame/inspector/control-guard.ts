// Who may change something through the inspector: only its own page, which alone knows the token.
import { createHash, timingSafeEqual } from 'node:crypto'
import { headerValue, type ReceivedRequest } from '../../proof/request/received-request.ts'

/** Why a request may change nothing, with the status of the answer. */
export interface ControlRefusal {
  readonly status: number
  readonly code?: string
  readonly message: string
}

/** The header with the page's token. */
export const TOKEN_HEADER = 'x-inspector-token'

const MOST_BYTES = 16 * 1024
const JSON_TYPE = /^application\/json(?:\s*;\s*charset=utf-8)?$/i

/** `undefined` when the request may do what it asks for. Its Host is checked before. */
export function refuseControl(request: ReceivedRequest, token: string): ControlRefusal | undefined {
  if (!isOfThisOrigin(request)) return FOREIGN_ORIGIN
  if (!hasToken(request, token)) return NO_TOKEN
  if (!JSON_TYPE.test(headerValue(request, 'content-type') ?? '')) return NO_JSON
  return request.body.length > MOST_BYTES ? TOO_LARGE : undefined
}

/** Browsers write both headers, and let no page write them. A page on another port of this machine is another origin. */
export function isOfThisOrigin(request: Pick<ReceivedRequest, 'headers'>): boolean {
  const host = headerValue(request, 'host') ?? ''
  const origin = headerValue(request, 'origin')
  const site = headerValue(request, 'sec-fetch-site') ?? 'same-origin'
  return site === 'same-origin' && (origin === `http://${host}` || origin === `https://${host}`)
}

/** Both are hashed, since only bytes of one length can be compared in constant time. */
function hasToken(request: Pick<ReceivedRequest, 'headers'>, token: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(headerValue(request, TOKEN_HEADER) ?? ''), hash(token))
}

const FOREIGN_ORIGIN: ControlRefusal = {
  status: 403,
  message:
    'The request is not from the inspector’s page: its Origin is another one, or is missing. Use the page, or the handle of the emulator.',
}
const NO_TOKEN: ControlRefusal = {
  status: 403,
  message: 'The request has no token of this emulator’s page. Load the page again.',
}
const NO_JSON: ControlRefusal = {
  status: 415,
  code: 'UnsupportedMediaType',
  message: 'The content-type is not application/json. Send JSON.',
}
const TOO_LARGE: ControlRefusal = { status: 413, message: 'The request has more than 16 KiB. Send less.' }
