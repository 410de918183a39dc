// Reads the arguments of fetch as fetch does, at once, and keeps the body in the form it was given.
import type { RequestBody, SignableRequest } from '@x/signer'
import { snapshotOf } from './snapshot.ts'

/** Also true for another realm's. */
export const isRequest = (input: unknown): input is Request =>
  (input as Partial<Request> | undefined)?.headers !== undefined

/**
 * @param init - without the signal, on which each Request would leave a listener
 * @returns `built`, the Request that fetch would send, and `request`, what is to be signed
 * @throws TypeError for all that fetch refuses: GET with a body, a Request that was used, an unknown mode
 */
export async function readRequest(
  input: string | URL | Request,
  init: RequestInit,
): Promise<{ built: Request; request: SignableRequest }> {
  const { body: given } = init
  // A Request hides what its body was made of. It gets to see only streams, which it checks and leaves alone.
  const hidden = given != null && !(given as Partial<ReadableStream>).getReader
  const built = new Request(input, hidden ? { ...init, body: standIn(input, init) } : init)
  const { method, headers } = built
  // Text as it was given: a URL parser would turn "\" into "/" before it could be encoded.
  const text = `${input as string}`
  const url = /^\s*https?:\/\//i.test(text) ? text : built.url
  const body: RequestBody | null = snapshotOf(given as RequestBody | null | undefined) ?? (await bodyOf(built))
  return { built, request: { method, url, headers, body } }
}

/**
 * Something to refuse where fetch refuses a body, or to take the place of the body that `input` has. Nothing for POST, PUT and
 * PATCH: that a Request gets a body takes three times as long as all the rest of it.
 */
const standIn = (input: string | URL | Request, { method }: RequestInit): Uint8Array<ArrayBuffer> | null =>
  isRequest(input) || !/^p/i.test(`${method}`) ? new Uint8Array() : null

const bodyOf = async (request: Request): Promise<RequestBody | null> =>
  request.body === undefined ? (await import('./hidden-body.ts')).readHiddenBody(request) : request.body
