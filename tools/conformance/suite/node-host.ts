// The host of Node, Bun and Deno: each through its own implementation of Node's modules.
import { createPrivateKey } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Host } from './host.ts'

/** The private imports that choose a build, by package. */
const CHOICES: readonly (readonly [name: string, choice: string])[] = [
  ['@x/http', '#runtime'],
  ['@x/signer', '#key-store'],
  ['@x/signer', '#public-keys'],
  ['@x/signer', '#runtime'],
]

/** From the scope on, with forward slashes: `@x/signer/dist/index.js`. */
const fromScope = (path: string): string => path.replaceAll('\\', '/').replace(/^.*\/node_modules\//, '')

/**
 * @param resolve - the launcher's own: `import.meta.resolve`, or `require.resolve`
 */
export function nodeHost(resolve: (name: string) => string): Host {
  const pathOf = (name: string): string => {
    const found = resolve(name)
    return found.startsWith('file:') ? fileURLToPath(found) : found
  }
  return {
    keyObject: (pem) => createPrivateKey(pem) as never,
    readable: (chunks) => Readable.from(chunks),
    async fileWith(text) {
      const path = join(await mkdtemp(join(tmpdir(), 'x-conformance-')), 'file')
      await writeFile(path, text, { mode: 0o600 })
      return path
    },
    chosenBuilds: async () => ({
      entry: fromScope(pathOf('@x/signer')),
      runtime: CHOICES.map(([name, choice]) => fromScope(createRequire(pathOf(name)).resolve(choice))),
    }),
  }
}
