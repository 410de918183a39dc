// Reads region metadata, OCI's form for regions that a program does not know yet; what is faulty is skipped, with a warning.
import { parseJson } from '../text/parse-json.ts'
import { isSafeHost } from './endpoint/host-safety.ts'
import type { Region } from './region.ts'
import { warn, type OnRegionWarning } from './warning.ts'

/** Where metadata came from, and who is told of faults. */
export interface MetadataContext {
  /** For messages, e.g. `OCI_REGION_METADATA`. */
  readonly source: string
  readonly onWarning: OnRegionWarning | undefined
}

/** One JSON object as text, or several in an array; a shell or a file of variables may have left its quotes around it. */
export function parseRegionMetadata(text: string, context: MetadataContext): readonly Region[] {
  const parsed = parseJson(text.trim().replace(/^(['"])([{[].*[}\]])\1$/s, '$2'))
  if ('problem' in parsed) return skipped(`it is ${parsed.problem}`, context)
  return readRegions(Array.isArray(parsed.value) ? parsed.value : [parsed.value], context)
}

/** Every entry of the documented form. */
export function readRegions(entries: readonly unknown[], context: MetadataContext): readonly Region[] {
  return entries.flatMap((entry, index) => {
    const region = readRegion(entry)
    if (region !== undefined) return [region]
    return skipped(
      `entry ${index + 1} lacks one of realmKey, realmDomainComponent, regionKey and regionIdentifier, or it is no name.`,
      context,
    )
  })
}

/** The entries that do not contradict `known` or each other: the first definition of a region, and of a realm's domain, counts. */
export function withoutConflicts(
  entries: readonly Region[],
  known: readonly Region[],
  { source, onWarning }: MetadataContext,
): readonly Region[] {
  const admitted: Region[] = []
  for (const entry of entries) {
    const others = [...known, ...admitted]
    const conflict = others.find((other) => contradicts(entry, other))
    if (conflict !== undefined) {
      const message = `${source}: the region ${entry.id} (${entry.code}, ${entry.realm}, ${entry.secondLevelDomain}) contradicts ${conflict.id} (${conflict.code}, ${conflict.realm}, ${conflict.secondLevelDomain}) and is skipped.`
      warn({ code: 'WARN_REGION_CONFLICT', message, region: entry.id }, onWarning)
    } else if (!others.some((other) => other.id === entry.id)) admitted.push(entry)
  }
  return admitted
}

function contradicts(entry: Region, other: Region): boolean {
  const sameName =
    entry.id === other.id || entry.code === other.code || entry.id === other.code || entry.code === other.id
  const same = entry.id === other.id && entry.code === other.code && entry.realm === other.realm
  const otherDomain = entry.realm === other.realm && entry.secondLevelDomain !== other.secondLevelDomain
  return otherDomain || (sameName && !same)
}

function readRegion(entry: unknown): Region | undefined {
  const id = nameIn(entry, 'regionIdentifier')
  const code = nameIn(entry, 'regionKey')
  const realm = nameIn(entry, 'realmKey')
  const secondLevelDomain = nameIn(entry, 'realmDomainComponent')
  if (id === undefined || code === undefined || realm === undefined || secondLevelDomain === undefined) return undefined
  return Object.freeze({ id, code, realm, secondLevelDomain })
}

function nameIn(entry: unknown, member: string): string | undefined {
  if (typeof entry !== 'object' || entry === null || !Object.hasOwn(entry, member)) return undefined
  const value: unknown = Reflect.get(entry, member)
  if (typeof value !== 'string') return undefined
  const name = value.trim().toLowerCase()
  return isSafeHost(name) ? name : undefined
}

function skipped(problem: string, { source, onWarning }: MetadataContext): readonly Region[] {
  warn({ code: 'WARN_REGION_METADATA_SKIPPED', message: `${source} is skipped: ${problem}` }, onWarning)
  return []
}
