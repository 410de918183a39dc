// Makes a program of a file beside this one, so that many processes need not compile it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export interface Program {
  readonly path: string
  remove(): Promise<void>
}

/** @param name - of the file, without `.ts` */
export async function buildProgram(name: string): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'program-'))
  await build({
    entryPoints: { [name]: fileURLToPath(new URL(`${name}.ts`, import.meta.url)) },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@x/source'],
  })
  return { path: join(folder, `${name}.mjs`), remove: () => rm(folder, { recursive: true }) }
}
