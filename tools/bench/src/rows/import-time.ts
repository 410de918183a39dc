// How long an import holds up the start of a program, each time in a fresh process.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { spreadOf } from '../measure.ts'
import { peerFolder } from '../peers.ts'
import { MILLISECONDS, showSpread, type Measurement, type Row } from '../row.ts'

interface Import {
  readonly specifier: string
  readonly name?: string
  readonly folder?: string
  readonly goalMs?: number
}

const HERE = fileURLToPath(new URL('../..', import.meta.url))
/** Node sets its loader up for the first file that is imported, which is a program's own: that is not counted. */
const CODE = `
  await import(process.argv[2])
  const start = performance.now()
  await import(process.argv[1])
  process.stdout.write(String(performance.now() - start))`

export const measure: Measurement = async ({ rounds }) => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-import-'))
  try {
    const [first, empty] = [emptyModule(folder, 'first.mjs'), emptyModule(folder, 'empty.mjs')]
    const imports: readonly Import[] = [
      { specifier: '@x/signer', goalMs: 5 },
      { specifier: '@x/config', goalMs: 3 },
      { specifier: '@x/retry', goalMs: 3 },
      { specifier: '@x/fetch' },
      { specifier: 'oci-common', folder: peerFolder('oci-common') },
      { specifier: empty, name: 'an empty module' },
    ]
    const spentMs = imports.map((): number[] => [])
    for (let round = 0; round < rounds; round++) {
      for (const [index, each] of imports.entries()) spentMs[index]?.push(importMs(each, first))
    }
    return imports.map((each, index) => rowOf(each, spentMs[index] ?? []))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function emptyModule(folder: string, name: string): string {
  const path = join(folder, name)
  writeFileSync(path, '')
  return pathToFileURL(path).href
}

function importMs({ specifier, folder = HERE }: Import, first: string): number {
  const args = ['--input-type=module', '--eval', CODE, specifier, first]
  return Number(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }))
}

function rowOf({ specifier, name = specifier, goalMs }: Import, spentMs: readonly number[]): Row {
  const spread = spreadOf(spentMs)
  return {
    what: `import ${name}`,
    goal: goalMs === undefined ? undefined : `≤ ${goalMs} ms`,
    measured: showSpread(spread, MILLISECONDS),
    reached: goalMs === undefined ? undefined : spread.median <= goalMs,
    raw: { spentMs, spread },
  }
}
