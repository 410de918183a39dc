// Reads the form of a request for a token. OAuth lets no parameter be there twice, and takes an empty one for absent.
import { headerValue, type ReceivedRequest } from '../../proof/request/received-request.ts'

export type Form = ReadonlyMap<string, string>

/** `undefined` when the body is no such form. */
export function parseForm(request: ReceivedRequest): Form | undefined {
  const type = headerValue(request, 'content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)) return undefined
  const pairs = [...new URLSearchParams(Buffer.from(request.body).toString('utf8'))]
  const form = new Map(pairs)
  if (form.size !== pairs.length) return undefined
  return new Map(pairs.filter(([, value]) => value !== ''))
}
