// The sources of regions beyond the built-in table, each read from its file or asked for: the I/O that resolving needs.
import {
  argumentError,
  assertOptions,
  causeWithout,
  type Environment,
  expandHome,
  isRecord,
  kindOf,
  type Kinds,
  processEnvironment,
  shownPath,
} from '@x/kernel'
import { readUtf8 } from '../files/file-ports.ts'
import { errorCode, homeDirectoryOf, isWindows } from '../files/runtime.ts'
import { quoted } from '../lib/quoted.ts'
import { parseDeveloperToolConfiguration, type DeveloperToolConfiguration } from './developer-tool.ts'
import { InvalidDeveloperToolConfigurationError } from './errors.ts'
import { parseRegionMetadata, readRegions } from './region-metadata.ts'
import type { Region } from './region.ts'
import { warn, type OnRegionWarning } from './warning.ts'

/** Where regions may be defined; all optional. */
export interface RegionSources {
  /** @defaultValue `process.env` */
  readonly env?: Environment | undefined
  /** Text of a file, `undefined` when it does not exist. @defaultValue the file system, where there is one */
  readonly readFile?: ((path: string, signal?: AbortSignal) => Promise<string | undefined>) | undefined
  /** What `~` means. @defaultValue the user's home directory */
  readonly homeDirectory?: string | undefined
  /** The object that instance metadata gives at `/opc/v2/instance/regionInfo`. Asked only when this is given, and only for an unknown region. */
  readonly instanceMetadata?: ((signal?: AbortSignal) => Promise<unknown>) | undefined
  /** How the developer-tool configuration counts; `false` ignores it; one that was read already counts as it is. */
  readonly developerTool?:
    DeveloperToolConfiguration | { readonly regions?: 'only' | 'merge' | undefined } | false | undefined
  /** Refuse an unknown region instead of taking it for one of OC1. @defaultValue false */
  readonly strict?: boolean | undefined
  /** @defaultValue `process.emitWarning` */
  readonly onWarning?: OnRegionWarning | undefined
  readonly signal?: AbortSignal | undefined
}

const KINDS: Kinds<RegionSources> = {
  developerTool: 'anything',
  env: 'an object',
  readFile: 'a function',
  homeDirectory: 'a string',
  instanceMetadata: 'a function',
  strict: 'true or false',
  onWarning: 'a function',
  signal: 'an AbortSignal',
}

/** @throws TypeError `ERR_INVALID_ARGUMENT` */
export function assertSources(sources: RegionSources, call: string): void {
  assertOptions(sources, { call, kinds: KINDS })
  const { developerTool } = sources
  if (developerTool === undefined || developerTool === false || isRecord(developerTool)) return
  throw argumentError(`The option \`developerTool\` is ${kindOf(developerTool)}. It has to be an object, or false.`)
}

/** Sources whose warnings somebody takes. */
export type WarnedSources = RegionSources & { readonly onWarning: OnRegionWarning }

/**
 * The developer-tool configuration from its file: `OCI_DEVELOPER_TOOL_CONFIGURATION_FILE_PATH`, else
 * `~/.oci/developer-tool-configuration.json`; `undefined` when nobody configured it. For {@link assertServiceEnabled}, and
 * for {@link resolveRegion}, which reads it itself where it is not given.
 *
 * @throws {@link InvalidDeveloperToolConfigurationError} `ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION` when the file is faulty, or named and absent
 * @throws TypeError `ERR_INVALID_ARGUMENT` when a source is of the wrong kind
 * @example
 * ```ts
 * import { assertServiceEnabled, readDeveloperToolConfiguration } from '@x/config/regions'
 *
 * const developerTool = await readDeveloperToolConfiguration()
 * assertServiceEnabled(developerTool, 'identity_data_plane')
 * ```
 * @public
 */
export async function readDeveloperToolConfiguration(
  sources: RegionSources = {},
): Promise<DeveloperToolConfiguration | undefined> {
  assertSources(sources, 'readDeveloperToolConfiguration({ env })')
  const { env = processEnvironment(), onWarning } = sources
  return readDeveloperTool({ ...sources, onWarning: (warning) => warn(warning, onWarning) }, env)
}

export async function readDeveloperTool(
  sources: WarnedSources,
  env: Environment,
): Promise<DeveloperToolConfiguration | undefined> {
  const { developerTool = {}, onWarning } = sources
  if (developerTool === false) return undefined
  if ('services' in developerTool) return developerTool
  const named = env['OCI_DEVELOPER_TOOL_CONFIGURATION_FILE_PATH'] ?? ''
  const path = named === '' ? '~/.oci/developer-tool-configuration.json' : named
  const text = await readHomeFile(path, sources, env).catch((cause: unknown) => {
    sources.signal?.throwIfAborted()
    throw new InvalidDeveloperToolConfigurationError(
      `${shownPath(path)} cannot be read. Correct its permissions, or remove it.`,
      causeWithout(path, { cause }),
    )
  })
  if (text !== undefined)
    return parseDeveloperToolConfiguration(text, { regions: developerTool.regions, env, source: path, onWarning })
  if (named === '') return undefined
  throw new InvalidDeveloperToolConfigurationError(
    `OCI_DEVELOPER_TOOL_CONFIGURATION_FILE_PATH names ${quoted(named)}, which does not exist. Correct or unset it.`,
  )
}

export async function readRegionsConfig(sources: WarnedSources, env: Environment): Promise<readonly Region[]> {
  const path = '~/.oci/regions-config.json'
  const { onWarning } = sources
  try {
    const text = await readHomeFile(path, sources, env)
    return text === undefined ? [] : parseRegionMetadata(text, { source: path, onWarning })
  } catch (error) {
    sources.signal?.throwIfAborted()
    const message = `${path} is skipped: it cannot be read (${errorCode(error) ?? 'unknown reason'}).`
    onWarning({ code: 'WARN_REGION_METADATA_SKIPPED', message })
    return []
  }
}

export async function readInstanceMetadata({
  instanceMetadata,
  signal,
  onWarning,
}: WarnedSources): Promise<readonly Region[]> {
  if (instanceMetadata === undefined) return []
  try {
    return readRegions([await instanceMetadata(signal)], { source: 'Instance metadata', onWarning })
  } catch {
    signal?.throwIfAborted()
    onWarning({ code: 'WARN_REGION_METADATA_SKIPPED', message: 'Instance metadata is skipped: it could not be read.' })
    return []
  }
}

/** A file below the home directory; without a file system there is none. */
async function readHomeFile(path: string, sources: RegionSources, env: Environment): Promise<string | undefined> {
  const { readFile = readUtf8, signal } = sources
  try {
    const home = sources.homeDirectory ?? (await homeDirectoryOf(env))
    return await readFile(expandHome(path, home, isWindows()), signal)
  } catch (error) {
    if (errorCode(error) === 'ERR_FILE_SYSTEM_UNAVAILABLE') return undefined
    throw error
  }
}
