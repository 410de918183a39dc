// What the suite is given to work on, as JSON: the vectors, keys in every form, and where the emulator listens.

export interface PemKey {
  readonly pem: string
  readonly passphrase?: string | undefined
}

/** A request signed by the official Python SDK. */
export interface RecordedCase {
  readonly name: string
  readonly signer: 'api-key' | 'security-token'
  readonly key: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Base64. */
  readonly body: string | null
  readonly signBodyHeaders: boolean
  readonly token?: string
  readonly tenancy?: string
  readonly user?: string
  readonly fingerprint?: string
  readonly expected: { readonly authorization: string; readonly signingString: string }
}

/** A documented request, its key, and what it is good for. */
export interface DocumentedCase {
  readonly name: string
  readonly key: PemKey
  readonly publicKey: string
  readonly keyId: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly signedHeaders: readonly string[]
  readonly signingString: string
  readonly signature: string
  readonly authorization: string | null
  /** Whether our signer makes the same signature. */
  readonly sign: boolean
  /** What `verifyRequest` answers: `genuine`, or a reason. */
  readonly verify: string
}

/** A private key as somebody may have it. */
export interface KeyForm extends PemKey {
  readonly name: string
}

/** Something else than a usable key. */
export interface WrongKey extends KeyForm {
  readonly code: string
  readonly reason: string | null
}

export interface Identity {
  readonly origin: string
  readonly tenancy: string
  readonly user: string
  readonly fingerprint: string
  readonly region: string
  readonly pem: string
}

export interface Input {
  readonly recorded: readonly RecordedCase[]
  /** The keys of the recorded cases, as they were recorded. */
  readonly recordedKeys: Readonly<Record<string, PemKey>>
  /** The encrypted ones among them, without encryption. */
  readonly clearKeys: Readonly<Record<string, PemKey>>
  readonly documented: readonly DocumentedCase[]
  /** One key in many forms. */
  readonly keyForms: readonly KeyForm[]
  readonly wrongKeys: readonly WrongKey[]
  /** That key in clear (PKCS#8), and its public half. */
  readonly clearKey: string
  readonly publicKey: string
  /** Its signature over {@link SIGNED_TEXT}, base64, and its fingerprint, both made by `node:crypto`. */
  readonly signature: string
  readonly fingerprint: string
  readonly identity: Identity
  /** The token of a session, and its key as PEM. */
  readonly session: { readonly token: string; readonly pem: string }
  readonly compartment: string
  /** The environment of a CI job that exchanges its token. */
  readonly job: Readonly<Record<string, string>>
  /** The environment of an instance that the emulator stands for. */
  readonly instance: Readonly<Record<string, string>>
  /** For launchers that are bundled: the files that the bundler took, and the modules that it left to the runtime. */
  readonly bundled: readonly string[]
  readonly external: readonly string[]
}

export const SIGNED_TEXT = 'date: Fri, 20 Nov 2026 12:00:00 GMT'
