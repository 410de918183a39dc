// Finds OCI's error code in the body of a failed response, parsed or not, wherever a client keeps it.
import { readField } from './error-fields.ts'

/** Bodies of OCI's errors are a few hundred bytes; longer ones are not read. */
const LONGEST_BODY = 65_536

/** Where a body is: axios, got and superagent, ofetch, ky and undici, request. */
const BODY_PLACES: readonly (readonly string[])[] = [
  ['response', 'data'],
  ['response', 'body'],
  ['response', '_data'],
  ['response', 'text'],
  ['data'],
  ['body'],
  ['error'],
]

/** The `code` of the first body that has one. */
export function codeInBody(error: unknown): string | undefined {
  for (const place of BODY_PLACES) {
    const code = readField(parsed(place.reduce<unknown>(readField, error)), 'code')
    if (typeof code === 'string' && code !== '') return code
  }
  return undefined
}

/** A body that is text or bytes, as JSON; anything else as it is. */
function parsed(body: unknown): unknown {
  try {
    const text = textOf(body)
    return text === undefined ? body : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** `undefined` for what is neither text nor bytes. A byte order mark is left out. */
function textOf(body: unknown): string | undefined {
  if (typeof body === 'string') return body.slice(0, LONGEST_BODY).replace(/^\uFEFF/, '')
  if (!ArrayBuffer.isView(body) && !(body instanceof ArrayBuffer)) return undefined
  return new TextDecoder().decode(body.byteLength > LONGEST_BODY ? new Uint8Array() : body)
}
