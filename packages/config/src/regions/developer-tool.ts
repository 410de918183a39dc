// The developer-tool configuration (Alloy): which regions and services an operator offers.
import { argumentError, assertOptions, assertText, type Environment, type Kinds } from '@x/kernel'
import { parseJson } from '../text/parse-json.ts'
import { InvalidDeveloperToolConfigurationError } from './errors.ts'
import { readRegions, withoutConflicts } from './region-metadata.ts'
import type { Region } from './region.ts'
import { warn, type OnRegionWarning } from './warning.ts'

/** What a developer-tool configuration says. */
export interface DeveloperToolConfiguration {
  readonly regions: readonly Region[]
  /** Names as compared: lower-case letters and digits only. Empty: every service is enabled. */
  readonly services: ReadonlySet<string>
  /** Who wrote it, where it says so. */
  readonly provider: string | undefined
  /** `only`: no region but these exists. `merge`: these and the built-in ones. */
  readonly mode: 'only' | 'merge'
}

/** Options of {@link parseDeveloperToolConfiguration}. */
export interface DeveloperToolOptions {
  /** Whether built-in regions exist beside these. @defaultValue `OCI_ALLOW_ONLY_DEVELOPER_TOOL_CONFIGURATION_REGIONS`, else the file's own flag, else `only` */
  readonly regions?: 'only' | 'merge' | undefined
  /** Where the variable is looked up. @defaultValue none */
  readonly env?: Environment | undefined
  /** Name of the text for messages. */
  readonly source?: string | undefined
  readonly onWarning?: OnRegionWarning | undefined
}

const KINDS: Kinds<DeveloperToolOptions> = {
  regions: 'a string',
  env: 'an object',
  source: 'a string',
  onWarning: 'a function',
}

const FLAG = 'OCI_ALLOW_ONLY_DEVELOPER_TOOL_CONFIGURATION_REGIONS'

/**
 * A developer-tool configuration from its JSON text.
 *
 * `OCI_ALLOW_ONLY_DEVELOPER_TOOL_CONFIGURATION_REGIONS` means what it says: `true` is `only`, `false` is `merge`. (OCI's
 * SDKs for Python, TypeScript and Java read it the other way round, those for Go and .NET as here.)
 *
 * @throws {@link InvalidDeveloperToolConfigurationError} `ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION` when it is no JSON object with the arrays `regions` and `services`, or a flag is neither true nor false
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `text` is no string, or an option of the wrong kind
 * @example
 * ```ts
 * import { parseDeveloperToolConfiguration } from '@x/config/regions'
 *
 * parseDeveloperToolConfiguration('{"regions":[],"services":["identity"]}').mode // "only"
 * ```
 * @public
 */
export function parseDeveloperToolConfiguration(
  text: string,
  options: DeveloperToolOptions = {},
): DeveloperToolConfiguration {
  assertText(text, 'text', 'Pass what stands in the file.')
  assertOptions(options, { call: 'parseDeveloperToolConfiguration(text, { source })', kinds: KINDS })
  if (options.regions !== undefined && options.regions !== 'only' && options.regions !== 'merge')
    throw argumentError('The option `regions` is neither "only" nor "merge". Pass one, or leave it out.')
  const { source = 'The developer-tool configuration', onWarning } = options
  const object = parseObject(text, source)
  const context = { source, onWarning }
  const services = arrayIn(object, 'services', source).filter((name) => typeof name === 'string')
  const provider = object['developerToolConfigurationProvider'] ?? object['provider']
  const fileFlag = object['allowOnlyDeveloperToolConfigurationRegions']
  return Object.freeze({
    regions: withoutConflicts(readRegions(arrayIn(object, 'regions', source), context), [], context),
    services: new Set(services.map(normalizeService)),
    provider: typeof provider === 'string' ? provider : undefined,
    mode: modeOf(parseFlag(fileFlag, `${source}: allowOnlyDeveloperToolConfigurationRegions`), options),
  })
}

/**
 * Whether a service may be used. Names are compared without case and punctuation: `identity_data_plane` is `identitydataplane`.
 *
 * @example
 * ```ts
 * import { isServiceEnabled } from '@x/config/regions'
 *
 * isServiceEnabled(undefined, 'identity') // true: without a configuration every service is enabled
 * ```
 * @public
 */
export function isServiceEnabled(configuration: DeveloperToolConfiguration | undefined, service: string): boolean {
  if (configuration === undefined || configuration.services.size === 0) return true
  return configuration.services.has(normalizeService(service))
}

/**
 * @throws {@link InvalidDeveloperToolConfigurationError} `ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION` when the service is not enabled
 * @example
 * ```ts
 * import { assertServiceEnabled, parseDeveloperToolConfiguration } from '@x/config/regions'
 *
 * const configuration = parseDeveloperToolConfiguration('{"regions":[],"services":["identity"]}')
 * assertServiceEnabled(configuration, 'identity')
 * ```
 * @public
 */
export function assertServiceEnabled(configuration: DeveloperToolConfiguration | undefined, service: string): void {
  if (isServiceEnabled(configuration, service)) return
  throw new InvalidDeveloperToolConfigurationError(
    `The developer-tool configuration does not enable the service "${service}". Ask ${configuration?.provider ?? 'its provider'} for it, or add it to "services".`,
  )
}

function normalizeService(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** Option, then environment, then file, then `only`. */
function modeOf(fileFlag: boolean | undefined, options: DeveloperToolOptions): 'only' | 'merge' {
  const { regions, env = {}, onWarning } = options
  const envFlag = parseFlag(Object.hasOwn(env, FLAG) && env[FLAG] !== '' ? env[FLAG] : undefined, FLAG)
  const fromEnv = envFlag === undefined ? undefined : modeFrom(envFlag)
  if (regions !== undefined && fromEnv !== undefined && regions !== fromEnv) {
    const message = `${FLAG} says "${fromEnv}", the option says "${regions}"; the option counts.`
    warn({ code: 'WARN_DEVELOPER_TOOL_DISAGREES', message }, onWarning)
  }
  return regions ?? fromEnv ?? modeFrom(fileFlag ?? true)
}

function modeFrom(flag: boolean): 'only' | 'merge' {
  return flag ? 'only' : 'merge'
}

function parseFlag(value: unknown, name: string): boolean | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value.trim().toLowerCase() : ''
  if (text === 'true' || text === 'false') return text === 'true'
  throw new InvalidDeveloperToolConfigurationError(`${name} is neither true nor false. Write one of them.`)
}

function parseObject(text: string, source: string): Readonly<Record<string, unknown>> {
  const parsed = parseJson(text)
  if ('problem' in parsed)
    throw new InvalidDeveloperToolConfigurationError(`${source} is ${parsed.problem}`, { cause: parsed.cause })
  const { value } = parsed
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new InvalidDeveloperToolConfigurationError(`${source} is no JSON object. Correct or remove it.`)
}

function arrayIn(object: Readonly<Record<string, unknown>>, member: string, source: string): readonly unknown[] {
  const value = Object.hasOwn(object, member) ? object[member] : undefined
  if (Array.isArray(value)) return value
  throw new InvalidDeveloperToolConfigurationError(`${source} has no array "${member}". Add it; it may be empty.`)
}
