// One signature, from a request and a credential: decide the headers, hash the body, sign the text.
import { abortable } from '@x/kernel'
import { formatAuthorization } from './authorization.ts'
import { bytesOf, utf8 } from '../lib/bytes.ts'
import { prepareBody } from '../body/body.ts'
import type { PreparedBody } from '../body/hash-bytes.ts'
import type { Credential } from '../credential.ts'
import type { HeaderLists } from './options/header-lists.ts'
import { collectHeaders } from './headers.ts'
import { Refusal } from '../errors/refusal.ts'
import type { SignableRequest, SignedRequest, SignOptions } from '../request.ts'
import { createSignedRequest } from './signed-request.ts'
import { joinLines } from './signing-lines.ts'
import { wireUrl } from './wire-url.ts'
import { base64, canSetDate } from '#runtime'

export interface SigningPolicy {
  readonly lists: HeaderLists
  readonly maxBufferBytes: number
  readonly now: () => number
}

export async function signRequest(
  request: SignableRequest,
  credential: Credential,
  policy: SigningPolicy,
  options: SignOptions,
): Promise<SignedRequest> {
  const { bodySigning = 'sign', clockOffsetMs = 0, signal } = options
  if (typeof credential?.key?.sign !== 'function') throw new Refusal('no-credential')
  const { keyId, key, delegationToken } = credential
  const { lists, maxBufferBytes } = policy
  const method = String(request.method).toUpperCase()
  const isBodyMethod = /^(POST|PUT|PATCH)$/.test(method)
  if (!isBodyMethod && !/^(GET|HEAD|DELETE)$/.test(method)) throw new Refusal('unsupported-method', method)
  const url = wireUrl(request.url)
  const headers = collectHeaders(request.headers)
  if (headers['host'] && headers['host'].toLowerCase() !== url.host) throw new Refusal('host-mismatch', url.host)
  headers['host'] = url.host
  lists.complete?.(headers)

  const covered = isBodyMethod && bodySigning === 'sign'
  const body = await prepareBody(request.body, {
    covered,
    hashed: covered && headers['x-content-sha256'] === undefined,
    maxBufferBytes,
    signal,
  })
  setBodyHeaders(headers, body, isBodyMethod)

  const date = dateName(headers, lists.date)
  headers[date] ||= dateText(policy.now() + clockOffsetMs)
  const listed = lists.generic.map((name) => (name === lists.date ? date : name))
  if (delegationToken) {
    Object.assign(headers, collectHeaders({ 'opc-obo-token': delegationToken }))
    listed.push('opc-obo-token')
  }
  if (covered || bodySigning === 'headers') listed.push(...lists.body.filter((name) => covered || name in headers))
  const names = [...new Set(listed)] // a caller's own lists may name the token or the other date

  const signingString = joinLines(method, url, headers, names)
  const signature = bytesOf(await abortable(key.sign(utf8.encode(signingString)), signal))
  if (!signature?.length) throw new Refusal('no-signature')
  headers['authorization'] = formatAuthorization(keyId, names, base64(signature))
  const { send, replayable } = body
  return createSignedRequest(
    { method, url, headers: { ...headers }, body: send, keyId, signingString, replayable },
    credential,
  )
}

/** A caller's own date stands; `x-date` is what the service looks at first, and all that a browser can send. */
function dateName(headers: Readonly<Record<string, string>>, listed: string): string {
  if (headers['x-date']) return 'x-date'
  if (headers['date']) return 'date'
  return canSetDate() ? listed : 'x-date'
}

/** An HTTP date has 29 characters; "Invalid Date" and years of more than four digits have not. */
function dateText(epochMs: number): string {
  const text = new Date(epochMs).toUTCString()
  if (text.length !== 29) throw new Refusal('unusable-clock')
  return text
}

function setBodyHeaders(headers: Record<string, string>, body: PreparedBody, isBodyMethod: boolean): void {
  const { contentLength, contentType, sha256, send } = body
  const given = headers['content-length']
  const length = contentLength?.toString() ?? given
  // Of a message with two framings, each server on the way may take another.
  if (length && ((given ?? length) !== length || 'transfer-encoding' in headers))
    throw new Refusal('content-length-mismatch', length)
  if (contentType && (isBodyMethod || send !== null)) headers['content-type'] ??= contentType
  if (!isBodyMethod) return
  if (length) headers['content-length'] = length
  if (sha256) headers['x-content-sha256'] ??= sha256
}
