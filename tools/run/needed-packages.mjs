// Which packages have to be built for a folder of the workspace to run: those that it depends on, and theirs. What they need
// for their tests is not among them.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @param {readonly string[]} folders - from the root, such as `tools/quickstart`
 * @param {string} root
 * @returns {string[]} names, in the order of the alphabet
 */
export function packagesNeededBy(folders, root) {
  const all = workspace(root)
  const found = new Set()
  const waiting = folders.map((folder) => readManifest(join(root, folder)))
  for (let manifest = waiting.pop(); manifest; manifest = waiting.pop()) {
    if (found.has(manifest.name)) continue
    found.add(manifest.name)
    const needed = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
    waiting.push(...needed.flatMap((name) => all.get(name) ?? []))
  }
  return [...found].filter((name) => scriptsOf(all.get(name))['build:js']).sort()
}

/** How many parts a build of everything has: the JavaScript and the declarations of each package. */
export function countParts(root) {
  const scripts = [...workspace(root).values()].flatMap((manifest) => Object.keys(scriptsOf(manifest)))
  return scripts.filter((name) => name.startsWith('build:')).length
}

const scriptsOf = (manifest) => manifest?.scripts ?? {}
const readManifest = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

/** Name → manifest. */
function workspace(root) {
  const folders = ['packages', 'tools'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => join(root, parent, name)),
  )
  const manifests = folders.filter((folder) => existsSync(join(folder, 'package.json'))).map(readManifest)
  return new Map(manifests.map((manifest) => [manifest.name, manifest]))
}
