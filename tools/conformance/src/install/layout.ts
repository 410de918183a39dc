// Lays the suite and its launchers out beside the packed packages, so that each runtime resolves them as a user's would.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Metafile } from 'esbuild'

const here = fileURLToPath(new URL('../..', import.meta.url))
/** Made by tools/packed. */
export const PROJECT = fileURLToPath(new URL('../../../packed/.project', import.meta.url))
export const LAYOUT = join(PROJECT, 'conformance')
/** Home and temporary folder of what is started. */
export const SCRATCH = join(LAYOUT, 'scratch')

export interface Bundle {
  /** Name → text. */
  readonly files: ReadonlyMap<string, string>
  /** Of the packages, from the scope on. */
  readonly bundled: readonly string[]
  /** What stays an import. */
  readonly external: readonly string[]
}

/** @throws Error when the packages have not been packed */
export async function layOut(): Promise<void> {
  if (!existsSync(join(PROJECT, 'node_modules')))
    throw new Error('The packages have not been packed: npm run matrix does it.')
  rmSync(LAYOUT, { recursive: true, force: true })
  mkdirSync(SCRATCH, { recursive: true })
  cpSync(join(here, 'launchers'), LAYOUT, { recursive: true })
  writeFileSync(join(LAYOUT, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  await build({
    entryPoints: { suite: join(here, 'suite/index.ts'), 'node-host': join(here, 'suite/node-host.ts') },
    outdir: LAYOUT,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    external: ['node:*'],
    target: 'es2022',
    logLevel: 'error',
  })
}

/** The conditions that bundlers for each runtime set. */
const CONDITIONS = {
  'workerd.mjs': ['workerd', 'worker', 'browser'],
  'chromium.mjs': ['browser'],
} as const

export type BundledLauncher = keyof typeof CONDITIONS

/** Nothing is stubbed: an import that the runtime lacks fails the build, unless the package says that it may fail. */
export async function bundleLauncher(launcher: BundledLauncher): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(LAYOUT, launcher)],
    bundle: true,
    // workerd gets one module, a page gets what its imports ask for.
    splitting: launcher === 'chromium.mjs',
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    write: false,
    metafile: true,
    absWorkingDir: PROJECT,
    outdir: '/',
    conditions: [...CONDITIONS[launcher]],
    logLevel: 'error',
  })
  return {
    files: new Map(outputFiles.map(({ path, text }) => [path.replaceAll('\\', '/').replace(/^[A-Za-z]:/, ''), text])),
    ...whatIsIn(metafile),
  }
}

export function whatIsIn(metafile: Pick<Metafile, 'inputs' | 'outputs'>): Pick<Bundle, 'bundled' | 'external'> {
  const bundled = Object.keys(metafile.inputs)
    .filter((path) => /node_modules\/@[^/]+\//.test(path))
    .map((path) => path.replace(/^.*node_modules\//, ''))
  const external = Object.values(metafile.outputs)
    .flatMap(({ imports }) => imports)
    .filter((one) => one.external)
    .map(({ path }) => path)
  return { bundled, external: [...new Set(external)].sort() }
}
