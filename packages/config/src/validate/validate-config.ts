// Says whether a configuration can authenticate: all problems at once, each with place and remedy.
import {
  argumentError,
  assertOptions,
  type Environment,
  isNoPath,
  isRecord,
  kindOf,
  processEnvironment,
} from '@x/kernel'
import { authenticationTypeOf, isAbsent, type AuthenticationType } from '../profile/authentication-type.ts'
import type { OciConfigInput } from '../profile/config-input.ts'
import { fileKeyOf, type FieldName } from '../profile/fields.ts'
import { errorsOf, InvalidConfigError, type ConfigErrors, type ConfigProblem } from '../errors/invalid-config-error.ts'
import { explicitLayer, mergeLayers, regionLayer } from '../profile/layers.ts'
import { explainMalformed } from './mix-ups.ts'
import {
  completeConfig,
  createConfig,
  isOciConfig,
  missingMessage,
  placeOf,
  type OciConfig,
} from '../profile/oci-config.ts'

/** Options of {@link validateConfig} and {@link tryValidateConfig}. */
export interface ValidateConfigOptions {
  /** The signer to be used instead of the configuration's credential: anything with a `sign` function. Credentials are then not checked. */
  readonly signer?: object | undefined
  /** Whether there must be a region; `false` where it comes from elsewhere. @defaultValue true */
  readonly needsRegion?: boolean | undefined
  /** Where `OCI_REGION` is looked up. @defaultValue `process.env` */
  readonly env?: Environment | undefined
}

/**
 * The configuration, frozen and with its region filled in from `OCI_REGION`, when it can authenticate.
 *
 * @throws {@link InvalidConfigError} `ERR_INVALID_CONFIG` with every faulty field
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `config` is no object, an option of the wrong kind, or `signer` has no `sign`
 * @example
 * ```ts
 * import { validateConfig } from '@x/config'
 *
 * validateConfig({}, { env: {} }) // throws: errors = { tenancy: 'missing', user: 'missing', … }
 * ```
 * @public
 */
export function validateConfig(config: OciConfigInput, options: ValidateConfigOptions = {}): OciConfig {
  const problems = findProblems(config, options)
  if (problems.length > 0) throw new InvalidConfigError(problems)
  return isOciConfig(config) && !isAbsent(config.region) ? config : completed(config, options)
}

/**
 * The map of {@link InvalidConfigError.errors} without throwing; empty when all is well.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `config` is no object, an option of the wrong kind, or `signer` has no `sign`
 * @example
 * ```ts
 * import { loadConfig, tryValidateConfig } from '@x/config'
 *
 * const config = await loadConfig()
 * tryValidateConfig({ ...config, fingerprint: 'AA:BB' }) // { fingerprint: 'malformed' }
 * ```
 * @public
 */
export function tryValidateConfig(config: OciConfigInput, options: ValidateConfigOptions = {}): ConfigErrors {
  return errorsOf(findProblems(config, options))
}

/** A field that must be there; with several names, one of them. */
type Requirement = readonly [FieldName, ...FieldName[]]

const KEY: Requirement = ['keyFile', 'keyContent']

const REQUIRED: Readonly<Record<AuthenticationType, readonly Requirement[]>> = {
  api_key: [['tenancy'], ['user'], ['fingerprint'], ['region'], KEY],
  security_token: [['tenancy'], ['region'], KEY, ['securityTokenFile']],
  instance_principal: [],
  instance_obo_user: [['delegationTokenFile']],
  resource_principal: [],
  oke_workload_identity: [],
}

/** What is checked for its form though it is not required; of what a session does not use nothing stops it. */
const FILES_AND_KEYS = ['keyFile', 'keyContent', 'passphrase', 'securityTokenFile'] as const
const CHECKED: Readonly<Record<AuthenticationType, readonly FieldName[]>> = {
  api_key: ['tenancy', 'user', 'fingerprint', ...FILES_AND_KEYS],
  security_token: ['tenancy', ...FILES_AND_KEYS],
  instance_principal: [],
  instance_obo_user: [],
  resource_principal: [],
  oke_workload_identity: [],
}
const ALWAYS: readonly FieldName[] = ['region', 'delegationTokenFile', 'logRequests', 'additionalUserAgent']

type Shape = (value: unknown) => boolean
const isText: Shape = (value) => typeof value === 'string'
const isNonEmpty: Shape = (value) => typeof value === 'string' && value !== ''
const isPath: Shape = (value) =>
  typeof value === 'string' && value.trim() !== '' && !isNoPath(value) && !/^(?:ST\$|eyJ)/.test(value)
const looksLikePath = /^(?:[~./\\]|[A-Za-z]:[\\/])[^\r\n]*$|^[^\r\n]*\.(?:pem|key)$/

const SHAPES: Readonly<Record<FieldName, Shape>> = {
  tenancy: isOcid,
  user: isOcid,
  fingerprint: (value) => typeof value === 'string' && /^[0-9a-f]{2}(?::[0-9a-f]{2}){15}$/.test(value),
  region: (value) => typeof value === 'string' && /^\S+$/.test(value),
  keyFile: isPath,
  keyContent: (value) => isNonEmpty(value) && !looksLikePath.test(String(value)),
  passphrase: isText,
  securityTokenFile: isPath,
  delegationTokenFile: isPath,
  authenticationType: isText,
  logRequests: (value) => typeof value === 'boolean',
  additionalUserAgent: isText,
}

/** At least five segments, the first and the last not empty: `ocid1.user.oc1..a`, `ocid1:user:oc1:phx:1460:a`. */
function isOcid(value: unknown): boolean {
  if (typeof value !== 'string') return false
  const segments = value.split(/[.:]/)
  return (
    segments.length >= 5 &&
    segments[0] !== '' &&
    segments.at(-1) !== '' &&
    segments.every((each) => /^[\w-]*$/.test(each))
  )
}

function findProblems(config: OciConfigInput, options: ValidateConfigOptions): readonly ConfigProblem[] {
  assertArguments(config, options)
  const shaped = options.signer === undefined ? credentialProblems(config, options) : []
  return [...shaped, ...malformed(config, ALWAYS)]
}

function credentialProblems(config: OciConfigInput, options: ValidateConfigOptions): readonly ConfigProblem[] {
  const type = typeOf(config)
  if (typeof type !== 'string') return [type]
  const region = regionLayer(options.env ?? processEnvironment())
  const isThere = (name: FieldName): boolean => !isAbsent(config[name]) || (name === 'region' && region.has('region'))
  const { needsRegion = true } = options
  const required = REQUIRED[type].filter(([name]) => needsRegion || name !== 'region')
  const missing = required.filter((names) => !names.some(isThere)).map(([name]) => missingProblem(config, name))
  return [...missing, ...malformed(config, CHECKED[type])]
}

/** The type, or the problem that there is none such. */
function typeOf(config: OciConfigInput): AuthenticationType | ConfigProblem {
  try {
    return authenticationTypeOf(config)
  } catch (error) {
    if (error instanceof InvalidConfigError && error.problems[0] !== undefined) return error.problems[0]
    throw error
  }
}

function missingProblem(config: OciConfigInput, field: FieldName): ConfigProblem {
  return { field, kind: 'missing', message: missingMessage(field, isOciConfig(config) ? config : {}) }
}

function malformed(config: OciConfigInput, fields: readonly FieldName[]): readonly ConfigProblem[] {
  return fields
    .filter((field) => !isAbsent(config[field]) && !SHAPES[field](config[field]))
    .map((field) => {
      const place = isOciConfig(config) ? placeOf(config.origin(field)) : ''
      const message = `"${fileKeyOf(field)}" is malformed${place}: ${explainMalformed(field, config[field])}`
      return { field, kind: 'malformed', message }
    })
}

/** A region from the environment counts when the configuration has none. */
function completed(config: OciConfigInput, options: ValidateConfigOptions): OciConfig {
  const region = regionLayer(options.env ?? processEnvironment())
  if (isOciConfig(config)) return completeConfig(config, [region])
  const values = mergeLayers([explicitLayer(config), region])
  return createConfig({ values, raw: new Map(), warnings: [] })
}

function assertArguments(config: unknown, options: ValidateConfigOptions): void {
  if (!isRecord(config)) {
    throw argumentError(
      `\`config\` is ${kindOf(config)}, not an object. Pass the result of loadConfig, or a plain object.`,
    )
  }
  assertOptions<ValidateConfigOptions>(options, {
    call: 'validateConfig(config, { signer })',
    kinds: { signer: 'anything', env: 'an object', needsRegion: 'true or false' },
  })
  const signer: unknown = options.signer
  if (signer === undefined) return
  const signs = typeof signer === 'object' && signer !== null && 'sign' in signer && typeof signer.sign === 'function'
  if (!signs) throw argumentError('`signer` has no sign function. Pass a signer, or leave the option out.')
}
