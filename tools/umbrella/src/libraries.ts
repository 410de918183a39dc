// Which packages are libraries, and what each entry of theirs exports: read from their manifests and sources.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportedNames, type ExportedName } from './exported-names.ts'

export interface Entry {
  /** How users import it, such as `@x/signer/verify`. */
  readonly specifier: string
  /** The same within the umbrella, without its name: `signer/verify`. */
  readonly path: string
  /** One sentence. */
  readonly purpose: string
  readonly names: readonly ExportedName[]
}

export interface Library {
  readonly folder: string
  readonly name: string
  readonly dependencies: readonly string[]
  readonly peers: Readonly<Record<string, string>>
  readonly entries: readonly Entry[]
}

export interface Manifest {
  readonly name: string
  readonly description?: string
  readonly private?: boolean
  readonly exports?: Readonly<Record<string, { readonly '@x/source': string }>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** The umbrella itself, programs, and what is private: what they export is not for building on. */
const NOT_LIBRARIES: ReadonlySet<string> = new Set(['sdk', 'cli', 'emulator', 'kernel'])

export const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

/** Every library below `packages`, each after those it depends on, else by name. */
export function readLibraries(packages: string): readonly Library[] {
  const folders = readdirSync(packages)
    .filter((folder) => !NOT_LIBRARIES.has(folder) && existsSync(join(packages, folder, 'package.json')))
    .sort()
  return byLayer(folders.map((folder) => readLibrary(packages, folder)))
}

function readLibrary(packages: string, folder: string): Library {
  const place = join(packages, folder)
  const { name, description = '', exports = {}, dependencies = {}, peerDependencies = {} } = readManifest(place)
  const entries = Object.entries(exports).map(([key, target]) => {
    const file = `${folder}/${target['@x/source']}`
    const text = readFileSync(join(packages, file), 'utf8')
    return {
      specifier: name + key.slice(1),
      path: folder + key.slice(1),
      purpose: key === '.' ? description : purposeOf(text, file),
      names: exportedNames(text, file),
    }
  })
  return { folder, name, dependencies: Object.keys(dependencies), peers: peerDependencies, entries }
}

/**
 * What an entry is for, as the first line of its source says; for the main entry the manifest does.
 *
 * @param file - what a fault is told of
 * @throws Error when the source does not begin with a sentence in a comment of one line
 */
export function purposeOf(text: string, file: string): string {
  const sentence = /^\/\/ ([A-Z].*\.)\r?\n/.exec(text)?.[1]
  if (sentence === undefined) throw new Error(`${file}:1: the first line says in a comment what the entry is for.`)
  return sentence
}

/** @throws Error when libraries depend on each other in a circle */
export function byLayer(libraries: readonly Library[]): readonly Library[] {
  const names = new Set(libraries.map(({ name }) => name))
  const placed = new Set<string>()
  const ordered: Library[] = []
  while (ordered.length < libraries.length) {
    const layer = libraries.filter(
      ({ name, dependencies }) =>
        !placed.has(name) && dependencies.every((dependency) => !names.has(dependency) || placed.has(dependency)),
    )
    if (layer.length === 0) throw new Error('The libraries depend on each other in a circle.')
    for (const library of layer) placed.add(library.name)
    ordered.push(...layer)
  }
  return ordered
}
