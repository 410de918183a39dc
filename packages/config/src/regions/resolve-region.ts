// Resolves a region from every source there is; each is read once, when it is first needed.
import { assertText, processEnvironment } from '@x/kernel'
import type { DeveloperToolConfiguration } from './developer-tool.ts'
import { assumeRegion, findInMetadata, findKnown, type Knowledge, type ResolvedRegion } from './known-regions.ts'
import {
  assertSources,
  readDeveloperTool,
  readInstanceMetadata,
  readRegionsConfig,
  type RegionSources,
  type WarnedSources,
} from './region-sources.ts'
import { findRegion, normalizeRegion, regions, type Region } from './region.ts'
import { warn, type OnRegionWarning, type RegionWarning } from './warning.ts'

/** Resolves regions from one set of sources, each of which it reads at most once. */
export type RegionResolver = (value: string) => Promise<ResolvedRegion>

/**
 * What a code, identifier or domain means: built-in table, `~/.oci/regions-config.json`, `OCI_REGION_METADATA`, instance
 * metadata (only when given), a value with dots as a whole domain, `OCI_DEFAULT_REALM`, and at last OC1, with a warning.
 *
 * @throws {@link InvalidRegionError} `ERR_INVALID_REGION` for what cannot be part of a host
 * @throws {@link UnknownRegionError} `ERR_UNKNOWN_REGION` in strict mode
 * @throws {@link InvalidDeveloperToolConfigurationError} `ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION` when that file is faulty or forbids the region
 * @throws TypeError `ERR_INVALID_ARGUMENT` when the value is no string, or a source of the wrong kind
 * @example
 * ```ts
 * import { resolveRegion } from '@x/config/regions'
 *
 * const { secondLevelDomain } = await resolveRegion('FRA') // "oraclecloud.com"
 * ```
 * @see https://docs.oracle.com/en-us/iaas/Content/API/Concepts/sdk_adding_new_region_endpoints.htm
 * @public
 */
export async function resolveRegion(value: string, sources: RegionSources = {}): Promise<ResolvedRegion> {
  return createRegionResolver(sources)(value)
}

/**
 * {@link resolveRegion} for many values: every source is read at most once, and each warning is given once.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` when a source is of the wrong kind
 * @example
 * ```ts
 * import { createRegionResolver } from '@x/config/regions'
 *
 * const resolve = createRegionResolver()
 * await Promise.all(['phx', 'fra'].map(resolve))
 * ```
 * @public
 */
export function createRegionResolver(sources: RegionSources = {}): RegionResolver {
  assertSources(sources, 'resolveRegion(value, { env })')
  const reader = sourceReader({ ...sources, onWarning: once(sources.onWarning) })
  return async (value) => {
    sources.signal?.throwIfAborted()
    assertText(value, 'value', 'Pass the identifier of a region, e.g. "us-phoenix-1", or its code.')
    const name = normalizeRegion(value)
    const developerTool = await reader.developerTool()
    const early = reader.knowledge(developerTool, [])
    const known = developerTool?.mode === 'only' || isBuiltIn(name) ? findKnown(name, early) : undefined
    if (known !== undefined) return known
    if (developerTool?.mode === 'only') return assumeRegion(name, early)
    const knowledge = reader.knowledge(developerTool, await reader.regionsConfig())
    return (
      findKnown(name, knowledge) ??
      findInMetadata(name, await reader.instanceMetadata(), knowledge) ??
      assumeRegion(name, knowledge)
    )
  }
}

function isBuiltIn(name: string): boolean {
  return findRegion(regions, name) !== undefined
}

/** The same warning is not given twice. */
function once(onWarning: OnRegionWarning | undefined): OnRegionWarning {
  const given = new Set<string>()
  return (warning: RegionWarning) => {
    if (given.has(warning.message)) return
    given.add(warning.message)
    warn(warning, onWarning)
  }
}

function sourceReader(sources: WarnedSources) {
  const { env = processEnvironment(), onWarning, strict = false } = sources
  return {
    developerTool: lazily(() => readDeveloperTool(sources, env)),
    regionsConfig: lazily(() => readRegionsConfig(sources, env)),
    instanceMetadata: lazily(() => readInstanceMetadata(sources)),
    knowledge: (
      developerTool: DeveloperToolConfiguration | undefined,
      regionsConfig: readonly Region[],
    ): Knowledge => ({ env, developerTool, regionsConfig, strict, onWarning }),
  }
}

function lazily<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined
  return () => (reading ??= read())
}
