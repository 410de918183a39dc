// How long an import holds up the start of a program, each time in a fresh process, and how many modules it loads.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { spreadOf } from '../measure.ts'
import { peerFolder } from '../peers.ts'
import { MILLISECONDS, showSpread, type Measurement, type Row } from '../row.ts'

interface Import {
  readonly specifier: string
  /** Where the package is. */
  readonly folder: string
  readonly goalMs?: number
  /** Packages that have to wait until they are used. */
  readonly late?: readonly string[]
}

const PACKAGES = fileURLToPath(new URL('../../../../packages/', import.meta.url))
const RECORDER = new URL('../children/loaded-modules.mjs', import.meta.url).href
const LATE = ['axios', 'node-forge']
const FIRST = 'first-package'
const EMPTY = 'an-empty-package'
/** Node sets its loader up for the first package that is imported, whichever that is: this is not counted. */
const CODE = `
  await import(process.argv[2])
  const start = performance.now()
  await import(process.argv[1])
  const spentMs = performance.now() - start
  console.log(spentMs)`

export const measure: Measurement = async ({ rounds }) => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-import-'))
  try {
    emptyPackage(folder, FIRST)
    const imports: readonly Import[] = [
      ours('signer', { goalMs: 5 }),
      ours('config', { goalMs: 3 }),
      ours('retry', { goalMs: 3 }),
      ours('fetch'),
      ours('axios', { late: LATE }),
      ours('http', { late: LATE }),
      ours('cert-retrievers', { late: LATE }),
      ours('auth-federation', { late: LATE }),
      ours('sdk', { goalMs: 25, late: LATE }),
      { specifier: 'oci-common', folder: join(peerFolder('oci-common'), 'node_modules', 'oci-common') },
      { specifier: EMPTY, folder: emptyPackage(folder, EMPTY) },
    ]
    for (const each of imports) if (each.specifier !== EMPTY) link(folder, each)
    const spentMs = imports.map((): number[] => [])
    for (let round = 0; round < rounds; round++) {
      for (const [index, each] of imports.entries()) spentMs[index]?.push(importMs(each, folder))
    }
    return imports.map((each, index) => rowOf(each, spentMs[index] ?? [], loadedFiles(each, folder)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function ours(name: string, expected: Pick<Import, 'goalMs' | 'late'> = {}): Import {
  const folder = join(PACKAGES, name)
  const { name: specifier } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string }
  return { specifier, folder, ...expected }
}

/** Puts a package where a program would have it. */
function link(program: string, { specifier, folder }: Import): void {
  const place = join(program, 'node_modules', specifier)
  mkdirSync(join(place, '..'), { recursive: true })
  symlinkSync(folder, place, 'junction')
}

function emptyPackage(program: string, name: string): string {
  const place = join(program, 'node_modules', name)
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'package.json'), JSON.stringify({ name, type: 'module', exports: './index.js' }))
  writeFileSync(join(place, 'index.js'), '')
  return place
}

function importMs({ specifier }: Import, cwd: string): number {
  const args = ['--input-type=module', '--eval', CODE, specifier, FIRST]
  return Number(execFileSync(process.execPath, args, { cwd, encoding: 'utf8' }))
}

/** In a run of its own, since recording takes time; what is loaded is the same every time. */
function loadedFiles({ specifier }: Import, cwd: string): readonly string[] {
  const args = ['--import', RECORDER, '--input-type=module', '--eval', 'await import(process.argv[1])', specifier]
  return JSON.parse(execFileSync(process.execPath, args, { cwd, encoding: 'utf8' })) as string[]
}

const belongsTo = (file: string, name: string): boolean => file.replaceAll('\\', '/').includes(`/node_modules/${name}/`)

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

function rowOf(each: Import, spentMs: readonly number[], files: readonly string[]): Row {
  const { specifier, goalMs, late = [] } = each
  const spread = spreadOf(spentMs)
  const early = late.filter((dependency) => files.some((file) => belongsTo(file, dependency)))
  const goals = [...(goalMs === undefined ? [] : [`≤ ${goalMs} ms`]), ...late.map((dependency) => `no ${dependency}`)]
  return {
    what: `import ${specifier === EMPTY ? 'an empty package' : specifier}`,
    goal: goals.length === 0 ? undefined : goals.join(', '),
    measured: [showSpread(spread, MILLISECONDS), counted(files.length, 'module'), ...early].join(', '),
    reached: goals.length === 0 ? undefined : early.length === 0 && (goalMs === undefined || spread.median <= goalMs),
    raw: { spentMs, spread, files },
  }
}
