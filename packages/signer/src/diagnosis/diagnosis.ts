// What is told of a refused request.

/** What can be seen to be wrong. @public */
export type FindingCode =
  /** The date is further from the service's clock than it allows. */
  | 'clock-skew'
  | 'expired-token'
  | 'token-not-yet-valid'
  /** It is not sixteen pairs of lower-case hex digits. */
  | 'malformed-fingerprint'
  /** The key has another fingerprint than the key id says. */
  | 'fingerprint-mismatch'
  /** The token is bound to another key than the one that signed: its key file was replaced. */
  | 'token-key-mismatch'
  /** The key has less than 2048 bits. */
  | 'short-key'
  /** A header, the method or the address is not what was signed. */
  | 'request-changed'
  /** The body is not what was signed. */
  | 'body-changed'
  /** A proxy has answered, or stands in between. */
  | 'proxy-between'
  /** The credential is of another realm than the host. */
  | 'foreign-realm'

/** @public */
export interface Finding {
  readonly code: FindingCode
  /** A sentence with what is wrong, then one with the remedy. It holds no secret. */
  readonly message: string
}

/** What `diagnose401` has found. @public */
export interface Diagnosis {
  /** What is wrong, as data; empty where nothing of it can be seen from here. */
  readonly findings: readonly Finding[]
  /** The service's own code, such as `NotAuthenticated`; absent where the answer has none. */
  readonly code?: string
  /** The service's own message, shortened, without line breaks; absent where the answer has none. */
  readonly message?: string
  /** The findings as sentences, each with its remedy; or one that says where else to look. It holds no secret. */
  readonly text: string
}

/** @public */
export interface DiagnoseOptions {
  /** The text of the answer, where it was read. @defaultValue for a fetch `Response`, the first 64 KiB of a copy of its body */
  readonly text?: string | undefined
  /** Epoch milliseconds, where the answer has no `Date`. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
}
