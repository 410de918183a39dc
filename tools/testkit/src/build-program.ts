// Makes a program of a file, so that many processes need not compile it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** For dependencies that are CommonJS, under a name that nothing in the program has. */
const REQUIRE = `import { createRequire as createRequireOfProgram } from 'node:module'
const require = createRequireOfProgram(import.meta.url)`

export interface Program {
  readonly path: string
  remove(): Promise<void>
}

/** @param file - with the ending `.ts` */
export async function buildProgram(file: URL): Promise<Program> {
  const name = basename(file.pathname, '.ts')
  const folder = await mkdtemp(join(tmpdir(), 'program-'))
  await build({
    entryPoints: { [name]: fileURLToPath(file) },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@x/source'],
    banner: { js: REQUIRE },
  })
  return { path: join(folder, `${name}.mjs`), remove: () => rm(folder, { recursive: true }) }
}
