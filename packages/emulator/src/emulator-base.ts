// The handle that a test holds, without what single services add to it.
import type { EmulatorClock } from './frame/clock.ts'
import type { EmulatorFaults } from './frame/faults/fault-list.ts'
import type { RecordedRequest } from './frame/records/recorder.ts'
import type { IssuerKey } from './tenancy/tokens/security-tokens.ts'

/**
 * A session made by {@link Emulator.createSession}: what a signer of security tokens needs.
 *
 * @example
 * ```ts
 * import { startEmulator, type EmulatorSession } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const session: EmulatorSession = oci.createSession({ lifetimeSeconds: 60 })
 * console.log(session.keyId.startsWith('ST$'), session.expiresAt - oci.clock.now()) // true, and at most 60000
 * await oci.close()
 * ```
 */
export interface EmulatorSession {
  /** An RS256 JWT bound to the session's key. */
  readonly token: string
  /** PKCS#8 PEM of the session's key. */
  readonly privateKeyPem: string
  /** `ST$` and the token. */
  readonly keyId: string
  /** When the token ends, in epoch milliseconds by the emulator's clock. */
  readonly expiresAt: number
}

/**
 * Whose session it is and how long it lasts.
 *
 * @example
 * ```ts
 * import { startEmulator, type SessionOptions } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const options: SessionOptions = { user: 'ocid1.user.oc1..aaaaaaaasecond', lifetimeSeconds: 300 }
 * console.log(oci.createSession(options).token)
 * await oci.close()
 * ```
 */
export interface SessionOptions {
  /** OCID of the user. @defaultValue the emulator's first user */
  readonly user?: string | undefined
  /** Whole seconds from the emulator's present time until the token ends. @defaultValue 3600, or `sessionSeconds` where that is less */
  readonly lifetimeSeconds?: number | undefined
  /** Whole seconds until the session ends, within which its token can be renewed. @defaultValue 86 400, or `lifetimeSeconds` where that is more */
  readonly sessionSeconds?: number | undefined
}

/** The members that every emulator has, whatever services it plays. */
export interface EmulatorBase<Place extends string = string> {
  /** The origin, e.g. `"http://127.0.0.1:43123"`; open it in a browser for the inspector. */
  readonly url: string
  /** PEM of the CA to trust, when `tls` was asked for. */
  readonly ca: string | undefined
  /** OCID of the tenancy. */
  readonly tenancy: string
  /** OCID of the first user, whose API key is `apiKey`. */
  readonly user: string
  /** OCID of a compartment in the tenancy; it holds the instance. */
  readonly compartment: string
  /** OCID of the one instance. */
  readonly instance: string
  /** Identifier of the home region, e.g. `"us-phoenix-1"`. */
  readonly region: string
  /** PKCS#8 PEM of the first user's key and its fingerprint. */
  readonly apiKey: { readonly pem: string; readonly fingerprint: string }
  /** The clock by which dates, certificates and tokens are judged. */
  readonly clock: EmulatorClock
  /** The rules that make the emulator answer wrongly, late or not at all. */
  readonly faults: EmulatorFaults
  /** The last requests, oldest first; the same array for the emulator's whole life. */
  readonly requests: readonly RecordedRequest[]
  /**
   * How many requests came to an endpoint since the start, however many of them `requests` still holds.
   *
   * @param method - in any case, e.g. `"POST"`
   * @param path - without query, e.g. `"/v1/x509"`
   * @returns 0 for an endpoint that nobody asked; the ten thousand that came last are counted
   */
  count(method: string, path: string): number
  /**
   * Registers a further API key.
   *
   * @param pem - an RSA public key or an unencrypted RSA private key in PEM
   * @param user - OCID of its user. Default: the first user
   * @returns the fingerprint under which the key is found: sixteen hex pairs joined by colons
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when the PEM or the user cannot be used
   */
  addApiKey(pem: string, user?: string): { readonly fingerprint: string }
  /**
   * Makes a session: a key and a token bound to it.
   *
   * @param options - whose it is and how long it lasts. Default: the first user's, 3600 seconds of a day's session
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when an option cannot be used or is unknown
   */
  createSession(options?: SessionOptions): EmulatorSession
  /**
   * The public keys that its tokens are signed with, as a JWK set: what a server needs that checks them. A key of 2048 bits is made
   * if no token was issued before.
   */
  issuerKeys(): Promise<{ readonly keys: readonly IssuerKey[] }>
  /** Refuses this token, a session's, an instance's or a pod's, or the one of a service account, from now on; what is no token of the emulator is ignored. */
  revoke(token: string): void
  /**
   * Writes `config`, `oci_api_key.pem` and a session below `sessions/SESSION` (and `ca.pem` with TLS) into `dir`, files
   * with mode 0600, folders it makes with 0700. Profile `DEFAULT` has the API key, profile `SESSION` the session. Private
   * keys end with the line `OCI_API_KEY`, and the session's public key lies beside its private one, as OCI's CLI has it.
   *
   * @param dir - made when it is not there; what an emulator wrote there before is replaced
   * @returns the path of `config`
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when it has a `config` or a key that no emulator wrote
   * @throws Node's own error when a file cannot be written
   */
  configFile(dir: string): Promise<string>
  /**
   * Yields the environment variables that lead a client here, by name; what the place serves, such as certificates, is made before.
   *
   * @param place - where the client runs, see {@link EmulatedPlace}
   * @param folder - where the files of the place are written, such as keys and tokens, with mode 0600; made when it is not there, with
   * 0700. Without one, variables hold what they can hold themselves
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION for a place that is not emulated, or that needs a folder
   * @throws {@link EmulatorStartError} ERR_EMULATOR_START when a port that the place needs cannot be opened
   * @throws Node's own error when a file cannot be written
   */
  environment(place: Place, folder?: string): Promise<Record<string, string>>
  /**
   * Puts everything back to the state after the start: records and counts are empty, faults and clock as they were given, users, API keys,
   * objects and uploads that were added are gone, revocations and rotations are taken back, and settings of services are as at first. Address,
   * names, keys and what {@link environment} yielded stay, and a token that a client still holds is good to its end. A request that is still on its
   * way is answered, but not recorded.
   */
  reset(): void
  /** Closes every connection and the port, and resolves when that is done; may be called again. */
  close(): Promise<void>
  /** {@link close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>
}
