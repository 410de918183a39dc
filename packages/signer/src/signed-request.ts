// A signed request: it prints without its secrets, remembers its credential, and shows fetch what fetch is to be told.
import type { Credential } from './credential.ts'
import { printedAs, redactKeyId } from './redact.ts'
import type { SignedRequest } from './request.ts'
import { leaveLengthToFetch } from '#runtime'

const credentials = new WeakMap<object, Credential>()

export function createSignedRequest(
  fields: Omit<SignedRequest, 'redirect' | 'duplex'>,
  credential: Credential,
): SignedRequest {
  const { method, url, body, keyId, replayable } = fields
  const isStream = (body as Partial<ReadableStream> | null)?.getReader !== undefined
  const signed: SignedRequest = { ...fields, redirect: 'manual', ...(isStream && { duplex: 'half' }) }
  leaveLengthToFetch(signed)
  credentials.set(signed, credential)
  return printedAs(signed, () => ({ method, url: url.href, keyId: redactKeyId(keyId), replayable }))
}

/** The credential that `signed` was made with; `undefined` when another signer made it. */
export const credentialOf = (signed: SignedRequest | undefined): Credential | undefined =>
  signed && credentials.get(signed)
