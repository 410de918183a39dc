// Reads the arguments of fetch as fetch does, and keeps the body in the form it was given.
import type { RequestBody, SignableRequest } from '@x/signer'

/** Also true for another realm's. */
export const isRequest = (input: unknown): input is Request =>
  typeof input === 'object' && input !== null && 'headers' in input

/** Members as fetch reads them: inherited ones too, since a Request may stand for options and has only getters. */
export function membersOf<T extends object>(source: T | Request | null): T {
  const members: Record<string, unknown> = {}
  for (const name in source) members[name] = source[name as keyof typeof source]
  return members as T
}

/**
 * @returns `built`, the Request that fetch would send, and `request`, what is to be signed
 * @throws TypeError for all that fetch refuses: GET with a body, a Request that was used, an unknown mode
 */
export async function readRequest(
  input: string | URL | Request,
  init: RequestInit,
): Promise<{ built: Request; request: SignableRequest }> {
  // A Request hides what its body was made of. It gets to see only streams, which it checks and leaves alone.
  const hidden = init.body != null && !isStream(init.body)
  const built = new Request(input, hidden ? { ...init, body: standIn(input, init) } : init)
  const { method, headers } = built
  const body: RequestBody | null = (init.body as RequestBody | null | undefined) ?? (await bodyOf(built))
  if (typeof body === 'string' && !headers.has('content-type')) headers.set('content-type', 'application/json')
  // Text as it was given: a URL parser would turn "\" into "/" before it could be encoded.
  const url = typeof input === 'string' && /^\s*https?:\/\//i.test(input) ? input : built.url
  return { built, request: { method, url, headers, body } }
}

/**
 * Something to refuse where fetch refuses a body, or to take the place of the body that `input` has. Nothing for POST, PUT and
 * PATCH: that a Request gets a body takes three times as long as all the rest of it.
 */
const standIn = (input: string | URL | Request, { method }: RequestInit): Uint8Array<ArrayBuffer> | null =>
  isRequest(input) || !/^p/i.test(String(method)) ? new Uint8Array() : null

const isStream = (body: object | string): boolean => typeof body === 'object' && 'getReader' in body

async function bodyOf(request: Request): Promise<RequestBody | null> {
  if (request.body !== undefined) return request.body
  // Firefox does not show a Request's body.
  const bytes = new Uint8Array(await request.arrayBuffer())
  return bytes.length > 0 ? bytes : null
}
