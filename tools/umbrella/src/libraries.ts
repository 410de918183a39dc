// Which packages are libraries, and what each entry of theirs exports: read from their manifests and sources.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportedNames, type ExportedName } from './exported-names.ts'

export interface Entry {
  /** How users import it, such as `@x/signer/verify`. */
  readonly specifier: string
  /** The same within the umbrella, without its name: `signer/verify`. */
  readonly path: string
  readonly names: readonly ExportedName[]
}

export interface Library {
  readonly folder: string
  readonly name: string
  readonly description: string
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

/** The umbrella itself, and programs: what they export is not for building on. */
const NOT_LIBRARIES: ReadonlySet<string> = new Set(['sdk', 'cli', 'emulator'])

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
  const entries = Object.entries(exports).map(([key, target]) => ({
    specifier: name + key.slice(1),
    path: folder + key.slice(1),
    names: exportedNames(readFileSync(join(place, target['@x/source']), 'utf8'), `${folder}/${target['@x/source']}`),
  }))
  return { folder, name, description, dependencies: Object.keys(dependencies), peers: peerDependencies, entries }
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
