// Which names of a bucket a listing shows. Pure; names are given by their bytes, see object-name.ts.

export interface NamesAsked {
  readonly prefix: string
  /** The least name that is shown. */
  readonly start: string
  /** Only greater names are shown. */
  readonly startAfter: string
  /** Only smaller names are shown. */
  readonly end: string | undefined
  /** Whether names with a further `/` behind the prefix are shown as one: what is before it. */
  readonly isByFolder: boolean
  /** Of names and prefixes together. */
  readonly limit: number
}

export interface NamesShown {
  readonly names: readonly string[]
  readonly prefixes: readonly string[]
  /** The first name that is not shown because of the limit. */
  readonly next: string | undefined
}

/** @param sorted - every name of the bucket, once and in order */
export function listNames(sorted: readonly string[], asked: NamesAsked): NamesShown {
  const { prefix, start, startAfter, end, limit } = asked
  const names: string[] = []
  const prefixes: string[] = []
  for (let at = firstNotBelow(sorted, prefix > start ? prefix : start); at < sorted.length; at++) {
    const name = sorted[at] ?? ''
    if (name <= startAfter) continue
    if (!name.startsWith(prefix) || (end !== undefined && name >= end)) break
    const folder = asked.isByFolder ? folderOf(name, prefix.length) : undefined
    if (folder !== undefined && folder === prefixes.at(-1)) continue
    if (names.length + prefixes.length === limit) return { names, prefixes, next: name }
    if (folder === undefined) names.push(name)
    else prefixes.push(folder)
  }
  return { names, prefixes, next: undefined }
}

/** `undefined` when there is no `/` from there on. */
function folderOf(name: string, from: number): string | undefined {
  const slash = name.indexOf('/', from)
  return slash === -1 ? undefined : name.slice(0, slash + 1)
}

/** The place of the first name that is not less than `least`, by halving. */
function firstNotBelow(sorted: readonly string[], least: string): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') < least) low = middle + 1
    else high = middle
  }
  return low
}
