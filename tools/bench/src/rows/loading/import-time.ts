// How long an import holds up the start of a program, each time in a fresh process, and how many modules it loads.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { spreadOf } from '../../measure.ts'
import { peerFolder } from '../../peers.ts'
import { MILLISECONDS, show, showSpread, TIMES, type Measurement, type Row } from '../../row.ts'

interface Import {
  readonly specifier: string
  /** Where the package is. */
  readonly folder: string
  /** The most of what oci-common takes in the same round. */
  readonly goalShare?: number
  /** Packages that have to wait until they are used. */
  readonly late?: readonly string[]
}

const PACKAGES = fileURLToPath(new URL('../../../../../packages/', import.meta.url))
const RECORDER = new URL('../../children/loaded-modules.mjs', import.meta.url).href
const LATE = ['axios', 'node-forge']
const FIRST = 'first-package'
const PEER = 'oci-common'
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
      ours('signer', { goalShare: 0.07 }),
      ours('config', { goalShare: 0.07 }),
      ours('retry', { goalShare: 0.07 }),
      ours('fetch'),
      ours('axios', { late: LATE }),
      ours('http', { late: LATE }),
      ours('cert-retrievers', { late: LATE }),
      ours('auth-federation', { late: LATE }),
      ours('sdk', { goalShare: 0.45, late: LATE }),
      { specifier: PEER, folder: join(peerFolder(PEER), 'node_modules', PEER) },
      { specifier: EMPTY, folder: emptyPackage(folder, EMPTY) },
    ]
    for (const each of imports) if (each.specifier !== EMPTY) link(folder, each)
    const spentMs = imports.map((): number[] => [])
    for (let round = 0; round < rounds; round++) {
      for (const [index, each] of imports.entries()) spentMs[index]?.push(importMs(each, folder))
    }
    const peerMs = spentMs[imports.findIndex(({ specifier }) => specifier === PEER)] ?? []
    return imports.map((each, index) =>
      rowOf(each, { spentMs: spentMs[index] ?? [], peerMs, files: loadedFiles(each, folder) }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function ours(name: string, expected: Pick<Import, 'goalShare' | 'late'> = {}): Import {
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

interface Measured {
  readonly spentMs: readonly number[]
  /** What oci-common took, in the same rounds. */
  readonly peerMs: readonly number[]
  readonly files: readonly string[]
}

function rowOf(each: Import, { spentMs, peerMs, files }: Measured): Row {
  const { specifier, goalShare, late = [] } = each
  const spread = spreadOf(spentMs)
  const share = spreadOf(spentMs.map((ms, round) => ms / (peerMs[round] ?? Number.NaN)))
  const early = late.filter((dependency) => files.some((file) => belongsTo(file, dependency)))
  const goals = [
    ...(goalShare === undefined ? [] : [`≤ ${show(goalShare, TIMES)} ${PEER}`]),
    ...late.map((dependency) => `no ${dependency}`),
  ]
  const isFast = goalShare === undefined || share.median <= goalShare
  const ratio = specifier === PEER ? [] : [showSpread(share, TIMES)]
  return {
    what: `import ${specifier === EMPTY ? 'an empty package' : specifier}`,
    goal: goals.length === 0 ? undefined : goals.join(', '),
    measured: [...ratio, showSpread(spread, MILLISECONDS), counted(files.length, 'module'), ...early].join(', '),
    reached: goals.length === 0 ? undefined : early.length === 0 && isFast,
    raw: { spentMs, spread, share, files },
  }
}
