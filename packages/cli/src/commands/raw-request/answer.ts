// What was answered, in the shape in which OCI's command line prints it. Pure.
import { STATUS_CODES } from 'node:http'
import { REDACTED } from '@x/kernel'
import type { Answered } from './send.ts'

export type Body =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }

export interface Answer {
  /** Code and reason, such as `200 OK`. */
  readonly status: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Body
}

/** Where the answer repeats the token that has signed, that is not shown. */
export function answerOf({ response, signed }: Pick<Answered, 'response' | 'signed'>): Answer {
  const token = /^ST\$(.+)$/s.exec(signed.keyId)?.[1]
  const hide = (text: string): string => (token === undefined ? text : text.replaceAll(token, REDACTED))
  const { status, headers, body } = response
  const names = Object.keys(headers).sort()
  return {
    status: `${status} ${STATUS_CODES[status] ?? ''}`.trim(),
    headers: Object.fromEntries(names.map((name) => [name, hide(String(headers[name]))])),
    body: bodyOf(body, hide),
  }
}

/** What texts have none of: all controls but tabs, line breaks, page breaks and escape. */
// eslint-disable-next-line no-control-regex
const NO_TEXT = /[\u0000-\u0008\u000B\u000E-\u001A\u001C-\u001F\u007F]/

function bodyOf(bytes: Uint8Array, hide: (text: string) => string): Body {
  const text = textOf(bytes)
  if (text === undefined) return { kind: 'bytes', bytes }
  const shown = hide(text)
  try {
    return { kind: 'json', value: JSON.parse(shown) as unknown }
  } catch {
    return { kind: 'text', value: shown }
  }
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return NO_TEXT.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

/** `{ data, headers, status }`, and the id of a work request where there is one. */
export function envelopeOf({ status, headers }: Answer, data: unknown): object {
  const workRequest = headers['opc-work-request-id']
  return { data, headers, status, ...(workRequest !== undefined && { 'opc-work-request-id': workRequest }) }
}

/** OCI's own code and message, where the body has them. */
export function saidBy({ body }: Answer): string | undefined {
  const { code, message } = Object(body.kind === 'json' ? body.value : undefined) as Record<string, unknown>
  const said = [code, message].filter((each) => typeof each === 'string' && each !== '')
  return said.length === 0 ? undefined : said.join(': ')
}
