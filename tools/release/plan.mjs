// What the release workflow does next: "version" while changesets wait, "publish" when npm lacks a version, else "nothing".
// Plain JavaScript without dependencies: it runs before anything is installed.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Stands in for the scope of whoever publishes: `npm run scope` makes a copy with theirs. */
const PLACEHOLDER = '@x'

/**
 * @param {{ changesets: readonly string[], packages: readonly { name: string, version: string }[] }} state
 * @param {(name: string, version: string) => Promise<boolean>} isPublished
 * @returns {Promise<'version' | 'publish' | 'nothing'>}
 */
export async function plan({ changesets, packages }, isPublished) {
  if (packages.some(({ name }) => name.split('/')[0] === PLACEHOLDER)) return 'nothing'
  if (changesets.length > 0) return 'version'
  for (const { name, version } of packages) if (!(await isPublished(name, version))) return 'publish'
  return 'nothing'
}

/** @throws Error when the registry answers with anything but yes or no */
export async function isOnRegistry(name, version, fetch = globalThis.fetch) {
  const { status } = await fetch(`https://registry.npmjs.org/${name.replace('/', '%2f')}/${version}`)
  if (status === 200 || status === 404) return status === 200
  throw new Error(`The registry answered ${status} for ${name} ${version}.`)
}

/** @param {string} root */
export function readState(root) {
  const changesets = readdirSync(`${root}/.changeset`).filter((file) => file.endsWith('.md') && file !== 'README.md')
  const packages = readdirSync(`${root}/packages`)
    .map((folder) => `${root}/packages/${folder}/package.json`)
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')))
    .filter((manifest) => !manifest.private)
    .map(({ name, version }) => ({ name, version }))
  return { changesets, packages }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await plan(readState(fileURLToPath(new URL('../..', import.meta.url))), isOnRegistry))
}
