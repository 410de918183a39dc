// Reads the tables of names in the pages about migrating, and compares them with what both sides export. Pure.

export interface NameRow {
  /** The name on the other side. */
  readonly theirs: string
  /** The name here, such as `Signer.fromConfig`; nothing where there is no counterpart. */
  readonly ours: string | undefined
  /** The module that exports it, such as `@x/config/regions`. */
  readonly from: string
  readonly why: string
}

const TABLE = /^\|[^|\n]*\| here +\| from +\| what differs +\|\n\|[-| ]+\|\n((?:\|.*\n)+)/gm
/** A bar inside of code is written `\|`. */
const BAR = /(?<!\\)\|/

const unquoted = (cell: string): string => cell.trim().replace(/^`(.*)`$/, '$1')

/** The rows of all tables with the columns `here`, `from` and `what differs`. */
export function nameRows(page: string): readonly NameRow[] {
  const lines = [...page.matchAll(TABLE)].flatMap((match) => String(match[1]).trim().split('\n'))
  return lines.map((line) => {
    const [theirs = '', here = '', from = '', why = ''] = line.split(BAR).slice(1, -1).map(unquoted)
    return { theirs, ours: here === '–' ? undefined : here, from, why }
  })
}

/** Names that a table lacks, has twice, or that the other side does not have. */
export function theirFaults(rows: readonly NameRow[], exported: readonly string[]): readonly string[] {
  const named = rows.map(({ theirs }) => theirs)
  return [
    ...exported.filter((name) => !named.includes(name)).map((name) => `${name} is not in the table`),
    ...named.filter((name) => !exported.includes(name)).map((name) => `${name} is not exported`),
    ...named.filter((name, at) => named.indexOf(name) !== at).map((name) => `${name} is in the table twice`),
  ]
}

/**
 * Names of ours that are not exported where the row says, or rows without a counterpart that say no reason.
 *
 * @param contract - the text in api/ of a module such as `@x/config/regions`, where there is one
 */
export function ourFaults(
  rows: readonly NameRow[],
  contract: (module: string) => string | undefined,
): readonly string[] {
  return rows.flatMap(({ theirs, ours, from, why }) => {
    if (ours === undefined)
      return why === '' || from !== '' ? [`${theirs} has no counterpart, and no reason for it`] : []
    const [name = '', member] = ours.split('.')
    const text = contract(from) ?? ''
    const exported = new RegExp(`^export (?:declare )?(?:class|function|const|interface|type) ${name}\\b`, 'm')
    const isThere = exported.test(text) && (member === undefined || hasMember(text, name, member))
    return isThere ? [] : [`${theirs}: ${from} does not export ${ours}`]
  })
}

/** Whether the declaration of `name`, or one that it is made of, has `member`. In api/ a blank line ends each. */
function hasMember(text: string, name: string, member: string, seen: readonly string[] = []): boolean {
  const declaration = new RegExp(
    `^(?:export )?(?:declare )?(?:class|interface|type) ${name}\\b[^]*?(?=\\n\\n|$(?![^]))`,
    'm',
  )
  const found = declaration.exec(text)?.[0] ?? ''
  if (new RegExp(`\\b${member}\\b`).test(found)) return true
  const [header = ''] = found.split('{')
  const parents = (header.match(/\b[A-Z]\w+/g) ?? []).filter((parent) => parent !== name && !seen.includes(parent))
  return parents.some((parent) => hasMember(text, parent, member, [...seen, name, ...parents]))
}

/** What the declarations of oci-common export: `export import A = …`, and the names of `export { … }`. */
export function exportedNames(declarations: string): readonly string[] {
  const imports = [...declarations.matchAll(/^export import (\w+) =/gm)].map((match) => String(match[1]))
  const lists = [...declarations.matchAll(/^export \{([^}]*)\}/gm)].flatMap((match) => String(match[1]).split(','))
  const functions = [...declarations.matchAll(/^export declare function (\w+)/gm)].map((match) => String(match[1]))
  return [...imports, ...lists.map((name) => name.trim()), ...functions].filter(Boolean)
}
