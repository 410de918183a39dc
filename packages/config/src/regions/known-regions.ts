// Decides what a region's name means, from what is known without any I/O. Steps follow the order of OCI's SDKs.
import type { Environment } from '@x/kernel'
import { quoted } from '../lib/quoted.ts'
import type { DeveloperToolConfiguration } from './developer-tool.ts'
import { InvalidDeveloperToolConfigurationError, InvalidRegionError, UnknownRegionError } from './errors.ts'
import { isSafeHost } from './endpoint/host-safety.ts'
import { parseRegionMetadata, withoutConflicts } from './region-metadata.ts'
import { findRegion, regions, type Region } from './region.ts'
import { warn, type OnRegionWarning } from './warning.ts'

/** A region and how it was found. Code, realm and domain are absent where nobody knows them. */
export interface ResolvedRegion {
  /** Region identifier; for a value with dots, the domain. */
  readonly id: string
  readonly code: string | undefined
  readonly realm: string | undefined
  /** Absent for a value with dots: it is a whole domain. */
  readonly secondLevelDomain: string | undefined
  readonly source:
    | 'built-in'
    | 'developer-tool'
    | 'regions-config'
    | 'environment'
    | 'instance-metadata'
    | 'dotted'
    | 'default-realm'
    | 'assumed'
}

/** What is known beyond the built-in table. */
export interface Knowledge {
  readonly env: Environment
  readonly developerTool: DeveloperToolConfiguration | undefined
  readonly regionsConfig: readonly Region[]
  readonly strict: boolean
  readonly onWarning: OnRegionWarning | undefined
}

/** Regions that are known beside the built-in ones. */
interface Table {
  readonly source: ResolvedRegion['source']
  /** For messages. */
  readonly name: string
  readonly entries: readonly Region[]
  /** What was defined before, beside the built-in regions, and counts where the two contradict. */
  readonly before: readonly Region[]
}

/**
 * The region that a table has. With a developer-tool configuration of mode `only` that is the only table.
 *
 * @param value - in normal form
 */
export function findKnown(value: string, knowledge: Knowledge): ResolvedRegion | undefined {
  const { developerTool, regionsConfig, onWarning } = knowledge
  const operators = developerTool?.regions ?? []
  if (developerTool?.mode === 'only') return resolved(findRegion(operators, value), 'developer-tool')
  const find = (table: Table): ResolvedRegion | undefined => findIn(table, value, onWarning)
  const before = earlier(knowledge)
  return (
    resolved(findRegion(regions, value), 'built-in') ??
    find({ source: 'developer-tool', name: 'The developer tool', entries: operators, before: [] }) ??
    find({ source: 'regions-config', name: 'regions-config.json', entries: regionsConfig, before: operators }) ??
    find({ source: 'environment', name: 'OCI_REGION_METADATA', entries: environmentRegions(knowledge), before })
  )
}

/** The region that instance metadata describes, when that is the one. */
export function findInMetadata(
  value: string,
  entries: readonly Region[],
  knowledge: Knowledge,
): ResolvedRegion | undefined {
  const table: Table = { source: 'instance-metadata', name: 'Instance metadata', entries, before: earlier(knowledge) }
  return findIn(table, value, knowledge.onWarning)
}

/**
 * What an unknown name means: a domain when it has dots, else a region of `OCI_DEFAULT_REALM`, else one of OC1.
 *
 * @throws {@link InvalidRegionError} `ERR_INVALID_REGION` for what cannot be part of a host
 * @throws {@link UnknownRegionError} `ERR_UNKNOWN_REGION` in strict mode
 * @throws {@link InvalidDeveloperToolConfigurationError} `ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION` when that forbids OC1
 */
export function assumeRegion(value: string, { env, developerTool, strict, onWarning }: Knowledge): ResolvedRegion {
  if (!isSafeHost(value)) {
    throw new InvalidRegionError(
      `${quoted(value)} cannot be a region. Use an identifier such as "us-phoenix-1" or a code such as "phx".`,
    )
  }
  const unknown = { id: value, code: undefined, realm: undefined }
  if (value.includes('.')) return Object.freeze({ ...unknown, secondLevelDomain: undefined, source: 'dotted' })
  const domain = defaultRealmDomain(env)
  if (domain !== undefined) return Object.freeze({ ...unknown, secondLevelDomain: domain, source: 'default-realm' })
  if (developerTool?.mode === 'only') {
    throw new InvalidDeveloperToolConfigurationError(
      `The developer-tool configuration has no region "${value}", and it allows no other. Use one of its regions, or choose "merge".`,
    )
  }
  if (strict) throw new UnknownRegionError(value)
  const message = `The region "${value}" is unknown and taken for one of the realm OC1; its requests go to oraclecloud.com.`
  warn({ code: 'WARN_REALM_ASSUMED', message, region: value }, onWarning)
  return Object.freeze({ ...unknown, realm: 'oc1', secondLevelDomain: 'oraclecloud.com', source: 'assumed' })
}

function resolved(region: Region | undefined, source: ResolvedRegion['source']): ResolvedRegion | undefined {
  return region === undefined ? undefined : Object.freeze({ ...region, source })
}

/** All that was defined before the environment's metadata. */
function earlier({ developerTool, regionsConfig }: Knowledge): readonly Region[] {
  return [...(developerTool?.regions ?? []), ...regionsConfig]
}

function findIn(
  { source, name, entries, before }: Table,
  value: string,
  onWarning: OnRegionWarning | undefined,
): ResolvedRegion | undefined {
  const admitted = withoutConflicts(entries, [...regions, ...before], { source: name, onWarning })
  return resolved(findRegion(admitted, value), source)
}

function environmentRegions({ env, onWarning }: Knowledge): readonly Region[] {
  const text = env['OCI_REGION_METADATA']
  if (text === undefined || text === '') return []
  return parseRegionMetadata(text, { source: 'OCI_REGION_METADATA', onWarning })
}

/** `OCI_DEFAULT_REALM` is a domain, not the id of a realm. */
function defaultRealmDomain(env: Environment): string | undefined {
  const domain = env['OCI_DEFAULT_REALM']?.trim().toLowerCase() ?? ''
  if (domain === '') return undefined
  if (isSafeHost(domain)) return domain
  throw new InvalidRegionError(
    'OCI_DEFAULT_REALM cannot be a domain. Set it to one, e.g. "oraclecloud.com", or unset it.',
  )
}
