// Merges where values come from: explicit, environment, file, default. The first layer that has a field wins, and each value keeps its origin.
import type { Environment } from '@x/kernel'
import type { OciConfigInput } from './config-input.ts'
import { CLI_EXTRAS, FIELDS, type Field, type FieldName } from './fields.ts'
import { DEFAULT_PROFILE, type ConfigEntry } from '../text/config-entry.ts'

/**
 * Where a value came from.
 *
 * @public
 */
export type ConfigOrigin =
  | { readonly kind: 'explicit' }
  | { readonly kind: 'environment'; readonly variable: string }
  /** `profile` is the section in which the line stands: `DEFAULT` for an inherited value. */
  | { readonly kind: 'file'; readonly path: string | undefined; readonly line: number; readonly profile: string }
  | { readonly kind: 'default' }

/** A value and its origin. */
export interface Sourced {
  readonly value: string
  readonly origin: ConfigOrigin
}

export type Layer = ReadonlyMap<FieldName, Sourced>

export const DEFAULTS: Layer = new Map([['logRequests', { value: 'false', origin: { kind: 'default' } }]])

/** What the caller wrote down; absent members are no values. */
export function explicitLayer(values: OciConfigInput): Layer {
  const layer = new Map<FieldName, Sourced>()
  for (const { name } of FIELDS) {
    const value: unknown = values[name]
    if (value !== undefined && value !== null) layer.set(name, { value: String(value), origin: { kind: 'explicit' } })
  }
  return layer
}

/** `OCI_CLI_*`; an empty variable counts as unset. */
function cliLayer(env: Environment): Layer {
  return environmentLayer(env, ({ cli }) => cli)
}

/** `<prefix>_tenancy_ocid` and so on; an empty variable counts as unset. */
function terraformLayer(env: Environment, prefix: string): Layer {
  return environmentLayer(env, ({ terraform }) => terraform && `${prefix}_${terraform}`)
}

function environmentLayer(env: Environment, variableFor: (field: Field) => string | undefined): Layer {
  const layer = new Map<FieldName, Sourced>()
  for (const field of FIELDS) {
    const found = variableOf(env, variableFor(field))
    if (found !== undefined) layer.set(field.name, found)
  }
  return layer
}

/** `OCI_REGION`, which OCI's SDKs read when no region is given. */
export function regionLayer(env: Environment): Layer {
  const region = variableOf(env, 'OCI_REGION')
  return region === undefined ? new Map() : new Map([['region', region]])
}

/** What fills the gaps that a file leaves; the region first. */
export interface LayersBelow {
  readonly region: Layer
  /** Empty unless it was asked for. */
  readonly terraform: Layer
}

/** All that counts beside a file: what wins over it, and what it wins over. */
export interface LayersAround {
  readonly above: Layer
  readonly below: LayersBelow
}

/** Which sources a caller wants. */
export interface WantedSources {
  readonly values?: OciConfigInput | null | undefined
  readonly cliEnv?: boolean | undefined
  readonly terraformEnv?: boolean | string | undefined
}

export function layersAround({ values, cliEnv, terraformEnv }: WantedSources, env: Environment): LayersAround {
  const prefix = terraformEnv === true ? 'TF_VAR' : terraformEnv
  return {
    above: mergeLayers([explicitLayer(values ?? {}), ...(cliEnv === true ? [cliLayer(env)] : [])]),
    below: {
      region: regionLayer(env),
      terraform: typeof prefix === 'string' ? terraformLayer(env, prefix) : new Map(),
    },
  }
}

/** The fields among the entries of a profile. */
export function fileLayer(entries: ReadonlyMap<string, ConfigEntry>, path: string | undefined): Layer {
  const layer = new Map<FieldName, Sourced>()
  for (const field of FIELDS) {
    const entry = field.keys.map((key) => entries.get(key)).find((found) => found !== undefined)
    if (entry !== undefined) layer.set(field.name, sourcedEntry(entry, path))
  }
  return layer
}

export function sourcedEntry(entry: ConfigEntry, path: string | undefined): Sourced {
  const { value, line, profile } = entry
  return { value, origin: { kind: 'file', path, line, profile } }
}

/** Settings of the CLI that are no fields, by their name in `raw`. */
export function cliExtras(env: Environment): ReadonlyMap<string, Sourced> {
  const extras = new Map<string, Sourced>()
  for (const [variable, name] of CLI_EXTRAS) {
    const found = variableOf(env, variable)
    if (found !== undefined) extras.set(name, found)
  }
  return extras
}

/**
 * Earlier layers win, field by field. A key given as text or as a path is one choice: a layer that makes it hides both
 * forms in the layers below, so that the key of one source is never overridden by that of another.
 */
export function mergeLayers(layers: readonly Layer[]): Layer {
  const merged = new Map<FieldName, Sourced>()
  for (const layer of layers) {
    const keyIsChosen = merged.has('keyContent') || merged.has('keyFile')
    for (const [name, value] of layer) {
      const isKey = name === 'keyContent' || name === 'keyFile'
      if (!merged.has(name) && !(isKey && keyIsChosen)) merged.set(name, value)
    }
  }
  if (merged.has('keyContent')) merged.delete('keyFile')
  return merged
}

/**
 * A session profile below a `[DEFAULT]` with an API key inherits that key's user. Together with the session's own key it
 * would make a credential that never was one, so the user is left out, unless an API key is asked for.
 */
export function withoutForeignUser(values: Layer): Layer {
  return values.get('authenticationType')?.value === 'api_key'
    ? values
    : withoutForeign(values, 'user', 'securityTokenFile')
}

/**
 * A profile with a key of its own below a `[DEFAULT]` with a session inherits that session's token. The token belongs to
 * another key, so it is left out, unless a session is asked for: what is missing is told then, and nobody else signs.
 */
export function withoutForeignToken(values: Layer): Layer {
  const isSession = values.get('authenticationType')?.value === 'security_token'
  return isSession ? values : withoutForeign(values, 'securityTokenFile', 'keyFile')
}

/** Without the field `inherited` where it stands in `[DEFAULT]` and the field `own` in another section of the file. */
function withoutForeign(values: Layer, inherited: FieldName, own: FieldName): Layer {
  const section = sectionOf(values.get(own))
  const isForeign = sectionOf(values.get(inherited)) === DEFAULT_PROFILE && section !== DEFAULT_PROFILE
  if (!isForeign || section === undefined) return values
  return new Map([...values].filter(([name]) => name !== inherited))
}

function sectionOf(found: Sourced | undefined): string | undefined {
  return found?.origin.kind === 'file' ? found.origin.profile : undefined
}

function variableOf(env: Environment, variable: string | undefined): Sourced | undefined {
  if (variable === undefined) return undefined
  const value = Object.hasOwn(env, variable) ? env[variable] : undefined
  if (value === undefined || value === '') return undefined
  return { value, origin: { kind: 'environment', variable } }
}
