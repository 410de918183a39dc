// Makes of a tarball the one that every machine makes of the same commit: files by name, two modes, and dependencies by name, which
// pnpm writes in the order in which it has looked them up.
import { readTarball, writeTarball, type TarFile } from './tarball.ts'

const MANIFEST = 'package/package.json'
const BY_NAME = new Set([
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
])

export async function reproducible(tarball: Uint8Array): Promise<Uint8Array> {
  const files = await readTarball(tarball)
  return writeTarball([...files].sort(byName).map(normal))
}

/** By code units: `localeCompare` knows the language of who packs. */
const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name < other.name ? -1 : Number(one.name > other.name)

const normal = ({ name, mode, content }: TarFile): TarFile => ({
  name,
  mode: (mode & 0o111) === 0 ? 0o644 : 0o755,
  content: name === MANIFEST ? new TextEncoder().encode(sortedManifest(new TextDecoder().decode(content))) : content,
})

function sortedManifest(text: string): string {
  const manifest = Object.entries(JSON.parse(text) as Record<string, unknown>)
  const sorted = manifest.map(([key, value]) => [key, BY_NAME.has(key) ? sortedKeys(value as object) : value])
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`
}

const sortedKeys = (value: object): object =>
  Object.fromEntries(Object.entries(value).sort(([one], [other]) => byName({ name: one }, { name: other })))
