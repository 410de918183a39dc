// Makes of the scenarios what a browser loads: from the sources, or from the built packages.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Which code of the packages goes into the page. */
export type Origin = 'sources' | 'built packages'

const CONDITIONS: Readonly<Record<Origin, string[]>> = {
  sources: ['@x/source', 'browser'],
  'built packages': ['browser'],
}

const NEEDED = [
  'signer/dist/index.js',
  'signer/dist/verify.js',
  'signer/dist/refresh.js',
  'fetch/dist/index.js',
  'identity-data-plane/dist/index.js',
]

/** Whether the packages have been built. */
export const isBuilt = (): boolean =>
  NEEDED.every((file) => existsSync(new URL(`../../../packages/${file}`, import.meta.url)))

/** File name → text; `scenarios.js` is the one to load. Nothing is stubbed: an import that no browser has fails the build. */
export async function bundle(origin: Origin): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('scenarios.ts', import.meta.url))],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    write: false,
    outdir: '/',
    conditions: CONDITIONS[origin],
    logLevel: 'silent',
  })
  return new Map(outputFiles.map(({ path, text }) => [path, text]))
}
