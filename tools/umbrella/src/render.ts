// The umbrella's files as text: modules of re-exports, the manifest's parts and the tables of its README.
import type { ExportedName } from './exported-names.ts'
import { compare } from './exported-names.ts'
import type { Entry, Library, Manifest } from './libraries.ts'
import type { MergedNames, SharedName } from './merge-names.ts'

const HEAD = 'Written by `npm run generate`; do not edit.'

const list = (names: readonly ExportedName[], specifier: string): string =>
  names.length === 0
    ? ''
    : `export { ${names.map(({ name, isType }) => (isType ? `type ${name}` : name)).join(', ')} } from '${specifier}'\n`

/** The module behind a sub-path: all of one entry. */
export const subPathModule = ({ specifier, names }: Entry): string =>
  `// All of ${specifier}. ${HEAD}\n${list(names, specifier)}`

/** The module behind the umbrella's own name. */
export const indexModule = ({ lists }: MergedNames): string =>
  `// Every library in one. ${HEAD}\n${lists.map(({ entry, names }) => list(names, entry.specifier)).join('')}`

interface Conditions {
  readonly [condition: string]: string | Conditions
}

function conditions(path: string, { isPublished }: { readonly isPublished: boolean }): Conditions {
  const built = (types: string, code: string): Conditions => ({
    types: `./dist/${path}.${types}`,
    default: `./dist/${path}.${code}`,
  })
  const dist = { import: built('d.ts', 'js'), require: built('d.cts', 'cjs') }
  return isPublished ? dist : { '@x/source': `./src/${path}.ts`, ...dist }
}

/** The manifest with the parts that follow from the libraries; every other part is kept. */
export function manifestWith(manifest: Manifest, libraries: readonly Library[]): Manifest {
  const paths = libraries.flatMap(({ entries }) => entries.map(({ path }) => path)).sort(compare)
  const exports = (isPublished: boolean): Conditions => ({
    '.': conditions('index', { isPublished }),
    ...Object.fromEntries(paths.map((path) => [`./${path}`, conditions(path, { isPublished })])),
  })
  const names = libraries.map(({ name }) => name).sort(compare)
  return {
    ...manifest,
    exports: exports(false),
    dependencies: Object.fromEntries(names.map((name) => [name, 'workspace:^'])),
    peerDependencies: Object.assign({}, ...libraries.map(({ peers }) => peers)) as Record<string, string>,
    publishConfig: { access: 'public', exports: exports(true) },
  } as object as Manifest
}

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
const code = (text: string): string => `\`${text}\``

/** README: every sub-path with what it is. */
export const subPathTable = (umbrella: string, libraries: readonly Library[]): string =>
  row('import from', 'is', 'for') +
  row('---', '---', '---') +
  libraries
    .flatMap(({ entries }) => entries)
    .map(({ path, specifier, purpose }) => row(code(`${umbrella}/${path}`), code(specifier), purpose))
    .join('')

/** README: names that two libraries use. */
export const sharedNamesTable = (umbrella: string, shared: readonly SharedName[]): string =>
  row('type', `${code(umbrella)} has that of`, 'the other is in') +
  row('---', '---', '---') +
  shared.map(({ name, chosen, others }) => row(code(name), code(chosen), others.map(code).join(', '))).join('')
