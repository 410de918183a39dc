// A signed request: it prints without its secrets, remembers its credential, and shows fetch what fetch is to be told.
import type { Credential } from '../credential.ts'
import { redactKeyId } from '../lib/redact.ts'
import type { SignedRequest } from '../request.ts'
import { leaveLengthToFetch } from '#runtime'

type Fields = Omit<SignedRequest, 'redirect' | 'duplex'>

// A class: methods and a private field cost a signature less than what printedAs defines for each object.
// Made in a call that bundlers may leave out where nothing signs.
const Signed = /* @__PURE__ */ (() =>
  class RequestAsSigned {
    readonly redirect = 'manual'
    readonly #credential: Credential

    constructor(fields: Fields, credential: Credential) {
      const isStream = (fields.body as Partial<ReadableStream> | null)?.getReader
      Object.assign(this, fields, isStream && { duplex: 'half' })
      this.#credential = credential
    }

    static credentialOf(signed: SignedRequest | undefined): Credential | undefined {
      return signed && #credential in signed ? signed.#credential : undefined
    }

    /** Which request it is and who signed it; headers and signing string may carry tokens. */
    toJSON(this: SignedRequest): object {
      const { method, url, keyId, replayable } = this
      return { method, url: url.href, keyId: redactKeyId(keyId), replayable }
    }

    [Symbol.for('nodejs.util.inspect.custom')](this: { toJSON(): object }): object {
      return this.toJSON()
    }
  })()

export function createSignedRequest(fields: Fields, credential: Credential): SignedRequest {
  const signed = new Signed(fields, credential) as InstanceType<typeof Signed> & Fields
  leaveLengthToFetch(signed)
  return signed
}

/** The credential that `signed` was made with; `undefined` when another signer made it. */
export const credentialOf = (signed: SignedRequest | undefined): Credential | undefined => Signed.credentialOf(signed)
