// A case as it is handed out, by the handle and over HTTP.

/**
 * A request that an author of a signer is asked to sign and send, and what makes it difficult.
 *
 * @example
 * ```ts
 * import { startEmulator, type ConformanceCase } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const show = ({ name, method, url, why }: ConformanceCase) => console.log(name, method, url, why)
 * oci.conformance.cases().forEach(show)
 * await oci.close()
 * ```
 */
export interface ConformanceCase {
  /** Unique, e.g. `"query-escaped-plus"`. */
  readonly name: string
  /** What the difficulty is about: `"method"`, `"path"`, `"query"`, `"host"`, `"header"`, `"date"` or `"body"`. */
  readonly group: string
  /** A sentence that says why it is difficult. */
  readonly why: string
  readonly method: string
  /** As an author would write it: not always a valid URL, see `demand`. */
  readonly url: string
  /** To be sent as they are, a name may occur twice. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Base64; `null` where there is no body, `""` where it is empty. */
  readonly body: string | null
  /** Whether to hand the body over as a stream of unknown length. */
  readonly stream: boolean
  /** Whether the operation lets the body go unsigned: to be sent as the signer sends an object. */
  readonly bodyUnsigned: boolean
  /** What the signature has to cover; `"date"` stands for `x-date` where that is sent. */
  readonly covers: readonly string[]
  /** Whether it has to pass, may be left out by a client that refuses to send it, or is only told about. */
  readonly demand: 'passes' | 'passes-or-is-not-sent' | 'is-told'
}
