// The loaded configuration: frozen, each value knows where it came from, and no way of printing it shows a secret.
import type { OciConfigInput } from './config-input.ts'
import { FIELDS, fileKeyOf, findField, parseBoolean, type FieldName } from './fields.ts'
import { InvalidConfigError } from '../errors/invalid-config-error.ts'
import { explicitLayer, mergeLayers, type ConfigOrigin, type Layer, type Sourced } from './layers.ts'
import { defineHidden, defineValue } from '../lib/hidden-members.ts'
import type { ConfigWarning } from '../errors/warning.ts'

/**
 * A configuration with its origins. Its secrets (`passphrase`, `keyContent`, anything that looks like a token) are read
 * by name only: printing, serialising and spreading leave them out. To change a value use {@link OciConfig.with}.
 *
 * @public
 */
export interface OciConfig extends Readonly<OciConfigInput> {
  /** The profile that was read. */
  readonly profile?: string | undefined
  /** The file that was read. */
  readonly file?: string | undefined
  /** What was odd while reading. */
  readonly warnings: readonly ConfigWarning[]
  /** Every key of the profile as it stands in the file, unknown ones and inherited ones too. */
  readonly raw: Readonly<Record<string, string>>
  /**
   * The value of a field (`keyFile`) or of a key of the file (`key_file`, `compartment-id`).
   *
   * @throws {@link InvalidConfigError} `ERR_INVALID_CONFIG` when there is none
   */
  require(name: string): string
  /** Where the value of a field or key came from; `undefined` when it has none. */
  origin(name: string): ConfigOrigin | undefined
  /** The same configuration with other values; an absent one keeps what is there. */
  with(values: OciConfigInput): OciConfig
}

/** All that a configuration is made of. */
export interface ConfigState {
  readonly values: Layer
  readonly raw: ReadonlyMap<string, Sourced>
  readonly profile?: string | undefined
  readonly file?: string | undefined
  readonly warnings: readonly ConfigWarning[]
}

/** Marks our own configurations, whichever copy of this package made them. */
const STATE: unique symbol = Symbol.for('@x/config.state')

/**
 * @throws {@link InvalidConfigError} `ERR_INVALID_CONFIG` when `log_requests` is no boolean
 */
export function createConfig(state: ConfigState): OciConfig {
  const config = {}
  for (const { name } of FIELDS) defineField(config, name, state)
  if (state.profile !== undefined) defineValue(config, 'profile', state.profile)
  if (state.file !== undefined) defineValue(config, 'file', state.file)
  const raw = rawRecord(state.raw)
  const methods = {
    warnings: Object.freeze([...state.warnings]),
    raw,
    require: (name: string) => requireValue(state, name),
    origin: (name: string) => find(state, name)?.origin,
    with: (values: OciConfigInput) =>
      createConfig({ ...state, values: mergeLayers([explicitLayer(values), state.values]) }),
  }
  for (const [name, member] of Object.entries(methods)) defineHidden(config, name, () => member)
  defineHidden(config, STATE, () => state)
  return Object.freeze(config) as OciConfig
}

/** True for what {@link createConfig} made, as opposed to a plain object. */
export function isOciConfig(config: OciConfigInput): config is OciConfig {
  return STATE in config
}

/** The same configuration with more layers underneath: they only fill gaps. */
export function completeConfig(config: OciConfig, below: readonly Layer[]): OciConfig {
  const state = (config as OciConfig & { readonly [STATE]: ConfigState })[STATE]
  return createConfig({ ...state, values: mergeLayers([state.values, ...below]) })
}

/** Where something is to be added or corrected, for messages: ` (file:line)`, ` (variable X)` or nothing. */
export function placeOf(origin: ConfigOrigin | undefined): string {
  if (origin?.kind === 'file') return ` (${origin.path ?? 'configuration'}:${origin.line})`
  if (origin?.kind === 'environment') return ` (variable ${origin.variable})`
  return ''
}

/** The sentence for a field that is not there. */
export function missingMessage(
  name: string,
  where: { profile?: string | undefined; file?: string | undefined },
): string {
  const key = fileKeyOf(name)
  const line = `add a line "${key}=…"`
  const variable = key === 'region' ? ', or set OCI_REGION' : ''
  if (where.file === undefined)
    return `"${name}" is missing. Pass it, or ${line} to the profile in the configuration file${variable}.`
  return `"${key}" is missing from profile "${where.profile ?? 'DEFAULT'}" of ${where.file}. To correct it, ${line}${variable}.`
}

function defineField(config: object, name: FieldName, state: ConfigState): void {
  const found = state.values.get(name)
  if (found === undefined) return
  if (name !== 'logRequests') return defineValue(config, name, found.value)
  const value = parseBoolean(found.value)
  if (value === undefined) throw notBoolean(found.origin)
  Object.defineProperty(config, name, { value, enumerable: true })
}

function notBoolean(origin: ConfigOrigin): InvalidConfigError {
  const message = `"log_requests" is malformed${placeOf(origin)}. Write true or false.`
  return new InvalidConfigError([{ field: 'logRequests', kind: 'malformed', message }])
}

function rawRecord(entries: ReadonlyMap<string, Sourced>): Readonly<Record<string, string>> {
  const raw: Record<string, string> = Object.create(null)
  for (const [key, { value }] of entries) defineValue(raw, key, value)
  return Object.freeze(raw)
}

function find(state: ConfigState, name: string): Sourced | undefined {
  const field = findField(name)
  return field === undefined ? state.raw.get(name.toLowerCase()) : state.values.get(field.name)
}

function requireValue(state: ConfigState, name: string): string {
  const found = find(state, name)
  if (found !== undefined) return found.value
  const field = findField(name)?.name ?? name
  throw new InvalidConfigError([{ field, kind: 'missing', message: missingMessage(field, state) }])
}
