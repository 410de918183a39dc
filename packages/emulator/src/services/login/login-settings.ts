// The login service as a test sees it: who can log in, and what the service does otherwise than OCI's.
import { randomUUID } from 'node:crypto'
import { EmulatorOptionError } from '../../errors.ts'
import { choice, flag, lifetime } from '../../options/check-option.ts'
import { FIRST_USER_NAME, TENANCY_NAME } from '../../tenancy/tenancy.ts'

/**
 * The login service of a running emulator: a page at `/v1/oauth2/authorize` on which a user opens a session.
 *
 * @example
 * ```ts
 * import { startEmulator, type EmulatorLogin } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const login: EmulatorLogin = oci.login
 * login.redirectUris = ['http://localhost:9000']
 * console.log(`${login.userName} logs in to ${login.tenancyName} with ${login.password}`)
 * await oci.close()
 * ```
 * @see docs/sources.md#browser-login
 */
export interface EmulatorLogin {
  /** Of the first user, e.g. `"emulator-user"`. */
  readonly userName: string
  /** Of the first user; another one for each emulator. */
  readonly password: string
  /** What the tenancy is called in the parameter `tenant`, which takes its OCID too. */
  readonly tenancyName: string
  /** The one that the parameter `provider` can name; for any other the page is the ordinary one. */
  readonly identityProviderName: string
  /**
   * The addresses that the browser may be sent back to, each to be named exactly so. At first `["http://localhost:8181"]`, as on OCI.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when set to what is no list of http or https addresses
   */
  redirectUris: readonly string[]
  /**
   * Whole seconds that a session lasts, within which its tokens are renewed. At first 86 400: a day.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when set to anything but a positive integer
   */
  sessionSeconds: number
  /**
   * Whether tokens name their key in the claim `jwk`; the emulator remembers the key of one that does not. At first `true`.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when set to anything but a boolean
   */
  jwk: boolean
  /**
   * Where a wrong parameter is told: `"page"` to the user, or `"redirect"` to the client, as `#error=…&error_description=…`, where
   * client and redirect address are right. At first `"page"`.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when set to anything else
   */
  errors: 'page' | 'redirect'
}

/** What is registered for OCI's own clients. */
const REGISTERED = 'http://localhost:8181'

/** Without what would end a source of a content security policy or begin a fragment; no IPv6 address, which such a source cannot have. */
const REDIRECT_URI = /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:\/[\w.~!$&()*+=:@%/-]*)?$/i

export class LoginSettings implements EmulatorLogin {
  readonly userName = FIRST_USER_NAME
  readonly password = randomUUID()
  readonly tenancyName = TENANCY_NAME
  readonly identityProviderName = 'emulator-idp'
  #redirectUris: readonly string[] = [REGISTERED]
  #sessionSeconds = 86_400
  #jwk = true
  #errors: EmulatorLogin['errors'] = 'page'

  get redirectUris(): readonly string[] {
    return this.#redirectUris
  }

  set redirectUris(value: readonly string[]) {
    this.#redirectUris = redirectUris(value)
  }

  get sessionSeconds(): number {
    return this.#sessionSeconds
  }

  set sessionSeconds(value: number) {
    this.#sessionSeconds = lifetime('sessionSeconds', value)
  }

  get jwk(): boolean {
    return this.#jwk
  }

  set jwk(value: boolean) {
    this.#jwk = flag('jwk', value)
  }

  get errors(): EmulatorLogin['errors'] {
    return this.#errors
  }

  set errors(value: EmulatorLogin['errors']) {
    this.#errors = choice('errors', value, ['page', 'redirect'])
  }
}

function redirectUris(value: readonly string[]): readonly string[] {
  if (Array.isArray(value) && value.every(isRedirectUri)) return [...value]
  throw new EmulatorOptionError(
    'redirectUris',
    '"redirectUris" is not a list of addresses. Give http or https addresses without query and fragment, e.g. ["http://localhost:9000"].',
  )
}

const isRedirectUri = (value: unknown): boolean =>
  typeof value === 'string' && REDIRECT_URI.test(value) && URL.canParse(value)
