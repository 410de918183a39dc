// The entries of all published packages but the umbrella, which only passes theirs on: each has one source, and one file of declarations
// whose contract is committed.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Entry {
  /** How users import it, such as `@x/signer/verify`. */
  readonly specifier: string
  /** The name of its package. */
  readonly package: string
  readonly source: string
  /** The declarations, once they are built. */
  readonly types: string
  /** Where its contract is kept, below the folder of contracts. */
  readonly path: string
}

interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly exports: Readonly<
    Record<string, { readonly '@x/source': string; readonly import: { readonly types: string } }>
  >
}

const UMBRELLA = 'sdk'

export function readEntries(packages: string): readonly Entry[] {
  return readdirSync(packages)
    .filter((folder) => folder !== UMBRELLA && existsSync(join(packages, folder, 'package.json')))
    .flatMap((folder) => {
      const manifest = JSON.parse(readFileSync(join(packages, folder, 'package.json'), 'utf8')) as Manifest
      if (manifest.private) return []
      return Object.entries(manifest.exports).map(([key, target]) => ({
        specifier: manifest.name + key.slice(1),
        package: manifest.name,
        source: join(packages, folder, target['@x/source']),
        types: join(packages, folder, target.import.types),
        path: `${folder}${key.slice(1)}.d.ts`,
      }))
    })
}
