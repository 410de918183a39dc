// How long an import holds up the start of a program, each time in a fresh process, and how many modules it loads.
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
  /** From where it is resolved. */
  readonly folder: string
  readonly goalMs?: number
  /** Packages that have to wait until they are used. */
  readonly late?: readonly string[]
}

const PACKAGES = new URL('../../../../packages/', import.meta.url)
const RECORDER = new URL('../children/loaded-modules.mjs', import.meta.url).href
const LATE = ['axios', 'node-forge']
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
      ours('signer', { goalMs: 5 }),
      ours('config', { goalMs: 3 }),
      ours('retry', { goalMs: 3 }),
      ours('fetch'),
      ours('http', { late: LATE }),
      ours('cert-retrievers', { late: LATE }),
      ours('auth-federation', { late: LATE }),
      { specifier: 'oci-common', folder: peerFolder('oci-common') },
      { specifier: empty, name: 'an empty module', folder },
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

/** A package can import itself by its name. */
function ours(name: string, expected: Pick<Import, 'goalMs' | 'late'> = {}): Import {
  return { specifier: `@x/${name}`, folder: fileURLToPath(new URL(name, PACKAGES)), ...expected }
}

function emptyModule(folder: string, name: string): string {
  const path = join(folder, name)
  writeFileSync(path, '')
  return pathToFileURL(path).href
}

function importMs({ specifier, folder }: Import, first: string): number {
  const args = ['--input-type=module', '--eval', CODE, specifier, first]
  return Number(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }))
}

/** In a run of its own, since recording takes time; what is loaded is the same every time. */
function loadedFiles({ specifier, folder }: Import): readonly string[] {
  const args = ['--import', RECORDER, '--input-type=module', '--eval', 'await import(process.argv[1])', specifier]
  return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })) as string[]
}

const belongsTo = (file: string, name: string): boolean => file.replaceAll('\\', '/').includes(`/node_modules/${name}/`)

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

function rowOf(each: Import, spentMs: readonly number[]): Row {
  const { specifier, name = specifier, goalMs, late = [] } = each
  const spread = spreadOf(spentMs)
  const files = loadedFiles(each)
  const early = late.filter((dependency) => files.some((file) => belongsTo(file, dependency)))
  const goals = [...(goalMs === undefined ? [] : [`≤ ${goalMs} ms`]), ...late.map((dependency) => `no ${dependency}`)]
  return {
    what: `import ${name}`,
    goal: goals.length === 0 ? undefined : goals.join(', '),
    measured: [showSpread(spread, MILLISECONDS), counted(files.length, 'module'), ...early].join(', '),
    reached: goals.length === 0 ? undefined : early.length === 0 && (goalMs === undefined || spread.median <= goalMs),
    raw: { spentMs, spread, files },
  }
}
