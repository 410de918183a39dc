// One list of names out of many: what the umbrella's index exports when two libraries use the same name.
import type { ExportedName } from './exported-names.ts'
import type { Entry } from './libraries.ts'

export interface SharedName {
  readonly name: string
  /** The entry whose meaning the index has. */
  readonly chosen: string
  /** Whose own meaning is found in their sub-path alone. */
  readonly others: readonly string[]
}

export interface MergedNames {
  readonly lists: readonly { readonly entry: Entry; readonly names: readonly ExportedName[] }[]
  readonly shared: readonly SharedName[]
}

/**
 * The first entry keeps a type's name: entries come with the lowest library first, whose types the others build on.
 *
 * @throws Error when two entries export the same name for something that exists at runtime: a caller would get one and mean
 * the other
 */
export function mergeNames(entries: readonly Entry[]): MergedNames {
  const users = new Map<string, { readonly entry: Entry; readonly isType: boolean }[]>()
  for (const entry of entries) {
    for (const { name, isType } of entry.names) users.set(name, [...(users.get(name) ?? []), { entry, isType }])
  }
  const shared = [...users].filter(([, all]) => all.length > 1)
  for (const [name, all] of shared) {
    if (all.every(({ isType }) => isType)) continue
    throw new Error(`${all.map(({ entry }) => entry.specifier).join(' and ')} both export ${name}. Rename one of them.`)
  }
  const isFirst = (entry: Entry, name: string): boolean => users.get(name)?.[0]?.entry === entry
  return {
    lists: entries.map((entry) => ({ entry, names: entry.names.filter(({ name }) => isFirst(entry, name)) })),
    shared: shared
      .map(([name, all]) =>
        sharedName(
          name,
          all.map(({ entry }) => entry),
        ),
      )
      .filter(({ others }) => others.length > 0),
  }
}

const libraryOf = ({ path }: Entry): string | undefined => path.split('/')[0]

/** Within a library a name has one meaning, whichever entry it is taken from. */
function sharedName(name: string, [first, ...rest]: readonly Entry[]): SharedName {
  const others = rest.filter((entry) => first && libraryOf(entry) !== libraryOf(first))
  return { name, chosen: String(first?.specifier), others: others.map(({ specifier }) => specifier) }
}
