// The identity domain as a test sees it: where it is, who may ask it, and tokens of the issuer that it trusts.
import { knownOptions, lifetime } from '../../options/check-option.ts'
import { namesOf } from '../../options/unknown-name.ts'
import type { DomainClient } from './authenticate.ts'
import { AUDIENCE, JOB_SUBJECT, type OidcIssuer } from './oidc-issuer.ts'

/**
 * What a subject token says; every member is optional.
 *
 * @example
 * ```ts
 * import { startEmulator, type SubjectTokenOptions } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const options: SubjectTokenOptions = { subject: 'job-7', lifetimeSeconds: 60 }
 * console.log((await oci.identityDomain.issueSubjectToken(options)).split('.').length) // 3
 * await oci.close()
 * ```
 */
export interface SubjectTokenOptions {
  /** The claim `sub`. @defaultValue that of a job */
  readonly subject?: string | undefined
  /** The claim `aud`; the domain takes no other than {@link EmulatorIdentityDomain.audience}. @defaultValue that one */
  readonly audience?: string | undefined
  /** The claim `iss`; the domain takes no other than {@link EmulatorIdentityDomain.issuer}. @defaultValue that one */
  readonly issuer?: string | undefined
  /** Whole seconds from the emulator's present time. @defaultValue 3600 */
  readonly lifetimeSeconds?: number | undefined
}

/**
 * The identity domain of a running emulator, and an issuer of OpenID Connect tokens that it trusts.
 *
 * @example
 * ```ts
 * import { startEmulator, type EmulatorIdentityDomain } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const domain: EmulatorIdentityDomain = oci.identityDomain
 * const keys = await fetch(`${domain.issuer}/jwks`)
 * console.log(keys.status) // 200
 * await oci.close()
 * ```
 * @see docs/sources.md#token-exchange
 */
export interface EmulatorIdentityDomain {
  /** Address of the domain; its token endpoint is `/oauth2/v1/token` below it. */
  readonly url: string
  /** Of the application that is registered in it. */
  readonly clientId: string
  /** Of the application that is registered in it. */
  readonly clientSecret: string
  /** The claim `iss` of the issuer that it trusts; its discovery document is below it. */
  readonly issuer: string
  /** The claim `aud` that it asks for. */
  readonly audience: string
  /**
   * Whole seconds that the tokens it gives out are valid. At first 3600.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when set to anything but a positive integer
   */
  lifetimeSeconds: number
  /**
   * A token of the issuer that the domain trusts.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when an option cannot be used or is unknown
   */
  issueSubjectToken(options?: SubjectTokenOptions): Promise<string>
}

const SUBJECT_TOKEN_OPTIONS = namesOf<SubjectTokenOptions>({
  subject: true,
  audience: true,
  issuer: true,
  lifetimeSeconds: true,
})

export class DomainSettings implements EmulatorIdentityDomain {
  readonly #issuer: OidcIssuer
  readonly audience = AUDIENCE
  readonly clientId: string
  readonly clientSecret: string
  #lifetimeSeconds = 3600

  constructor(issuer: OidcIssuer, { clientId, clientSecret }: DomainClient) {
    this.#issuer = issuer
    this.clientId = clientId
    this.clientSecret = clientSecret
  }

  get url(): string {
    return this.#issuer.origin
  }

  get issuer(): string {
    return this.#issuer.issuer
  }

  get lifetimeSeconds(): number {
    return this.#lifetimeSeconds
  }

  set lifetimeSeconds(value: number) {
    this.#lifetimeSeconds = lifetime('lifetimeSeconds', value)
  }

  async issueSubjectToken(options: SubjectTokenOptions = {}): Promise<string> {
    knownOptions('issueSubjectToken', options, SUBJECT_TOKEN_OPTIONS)
    const { subject = JOB_SUBJECT, audience = AUDIENCE, issuer = this.issuer, lifetimeSeconds = 3600 } = options
    const claims = { iss: issuer, sub: subject, aud: audience }
    return this.#issuer.issue(claims, lifetime('lifetimeSeconds', lifetimeSeconds))
  }
}
