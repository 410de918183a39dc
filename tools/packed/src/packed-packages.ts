// The packages that get published, each with the tarball that `pack.ts` makes of it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly exports?: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly publishConfig?: { readonly bin?: Readonly<Record<string, string>> }
}

export interface PackedPackage {
  readonly name: string
  /** Where its sources are. */
  readonly folder: string
  readonly tarball: string
  /** As in the sources: ranges of siblings are those of the workspace. */
  readonly manifest: Manifest
}

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
export const PACKS = join(ROOT, 'tools/packed/.packs')

export const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

/** By name of their folders; the tarballs are there once they are packed. */
export function packedPackages(): readonly PackedPackage[] {
  return readdirSync(join(ROOT, 'packages'))
    .map((name) => join(ROOT, 'packages', name))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readManifest(folder) }))
    .filter(({ manifest }) => !manifest.private)
    .map(({ folder, manifest }) => {
      const file = `${manifest.name.slice(1).replace('/', '-')}-${manifest.version}.tgz`
      return { name: manifest.name, folder, tarball: join(PACKS, file), manifest }
    })
}

/** How users import each entry. */
export const entriesOf = ({ name, manifest }: PackedPackage): readonly string[] =>
  Object.keys(manifest.exports ?? {}).map((key) => name + key.slice(1))
