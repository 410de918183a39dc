// A signed request that does not print its secrets.
import type { Credential } from './credential.ts'
import { redactKeyId } from './redact.ts'
import type { FetchBody, SignedRequest } from './request.ts'

type Fields = Omit<SignedRequest, 'redirect' | 'duplex'>

class Signed {
  readonly redirect = 'manual'
  readonly #credential: Credential

  constructor(fields: Fields, credential: Credential) {
    Object.assign(this, fields, isStream(fields.body) && { duplex: 'half' })
    this.#credential = credential
  }

  static credentialOf(signed: object | undefined): Credential | undefined {
    return signed && #credential in signed ? signed.#credential : undefined
  }

  /** Shows which request it is and who signed it; headers and signing string may carry tokens. */
  toJSON(this: SignedRequest): object {
    const { method, url, keyId, replayable } = this
    return { method, url: url.href, keyId: redactKeyId(keyId), replayable }
  }
}

Object.defineProperty(Signed.prototype, Symbol.for('nodejs.util.inspect.custom'), { value: Signed.prototype.toJSON })

const isStream = (body: FetchBody | null): boolean => typeof body === 'object' && body !== null && 'getReader' in body

export const createSignedRequest = (fields: Fields, credential: Credential): SignedRequest =>
  new Signed(fields, credential) as Signed & Fields

/** The credential that `signed` was made with; `undefined` when another signer made it. */
export const credentialOf = (signed: SignedRequest | undefined): Credential | undefined => Signed.credentialOf(signed)
