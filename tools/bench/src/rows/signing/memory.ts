// How much memory it takes to sign a large body over reading it: the peak of a process that signs 1 GiB, less that of one that reads it.
// Reading alone takes memory, too, since what has been read is garbage until V8 collects it, whoever reads: that figure stands
// beside it, over a process that signs 1 KiB of the same kind.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { apiKey } from '../../fixtures.ts'
import { spreadOf } from '../../measure.ts'
import type { Point } from '../../plots/plot.ts'
import { MEBIBYTES, show, showSpread, type Measurement, type Row } from '../../row.ts'

const CHILD = fileURLToPath(new URL('../../children/sign-file.mjs', import.meta.url))
const LARGE_BYTES = 2 ** 30
const SMALL_BYTES = 2 ** 10
const GOAL_BYTES = 32 * 2 ** 20
const CURVE_MEBIBYTES = [1, 4, 16, 64, 256, 1024]
/** A child reads for a second or more, and its peak varies little. */
const MAX_ROUNDS = 3

const KINDS = {
  file: 'a 1 GiB file (fs.openAsBlob)',
  blobLike: 'a 1 GiB Blob-like',
  factory: 'a 1 GiB factory of streams',
}

export const measure: Measurement = async ({ rounds }) => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-memory-'))
  try {
    const [small, large] = [sparseFile(folder, SMALL_BYTES), sparseFile(folder, LARGE_BYTES)]
    const rows = Object.entries(KINDS).map(([kind, what]): Row => {
      const turns = Array.from({ length: Math.min(rounds, MAX_ROUNDS) }, () => ({
        small: peakBytes([kind, 'sign', small], SMALL_BYTES),
        large: peakBytes([kind, 'sign', large], LARGE_BYTES),
        read: peakBytes([kind, 'read', large], LARGE_BYTES),
      }))
      const extraBytes = spreadOf(turns.map((turn) => turn.large - turn.read))
      const readBytes = spreadOf(turns.map((turn) => turn.read - turn.small))
      return {
        what: `sign ${what}: extra memory over reading it alone`,
        goal: `≤ ${show(GOAL_BYTES, MEBIBYTES)} either way`,
        measured: `${showSpread(extraBytes, MEBIBYTES)}; reading alone ${show(readBytes.median, MEBIBYTES)}`,
        reached: Math.abs(extraBytes.median) <= GOAL_BYTES,
        raw: { turns, extraBytes, readBytes },
      }
    })
    return [...rows, curve(folder, Math.min(rounds, MAX_ROUNDS))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** How memory grows with a file. */
function curve(folder: string, rounds: number): Row {
  const small = sparseFile(folder, SMALL_BYTES)
  const points: Record<'sign' | 'read', Point[]> = { sign: [], read: [] }
  for (const x of CURVE_MEBIBYTES) {
    const bytes = x * MEBIBYTES.size
    const file = sparseFile(folder, bytes)
    const turns = Array.from({ length: rounds }, () => {
      const extra = (action: string): number =>
        (peakBytes(['file', action, file], bytes) - peakBytes(['file', action, small], SMALL_BYTES)) / MEBIBYTES.size
      return { sign: extra('sign'), read: extra('read') }
    })
    for (const name of ['sign', 'read'] as const) points[name].push({ x, y: spreadOf(turns.map((turn) => turn[name])) })
  }
  const [least, most] = [points.sign[0], points.sign.at(-1)]
  return {
    what: `memory to sign a file of ${least?.x} MiB, and of ${most?.x} MiB, over one of 1 KiB`,
    measured: `${least?.y.median.toFixed(1)} MiB, ${most?.y.median.toFixed(1)} MiB`,
    raw: points,
    plot: {
      kind: 'lines',
      name: 'memory',
      title: 'Peak memory to hash and sign a file, over one of 1 KiB',
      xLabel: 'size of the file in MiB',
      yLabel: 'MiB',
      series: [
        { label: 'reading and signing', points: points.sign },
        { label: 'reading alone', points: points.read },
      ],
    },
  }
}

/** A file that takes no room on the disk. */
function sparseFile(folder: string, bytes: number): string {
  const path = join(folder, `${bytes}-bytes`)
  writeFileSync(path, '')
  truncateSync(path, bytes)
  return path
}

function peakBytes(args: readonly string[], expectedBytes: number): number {
  const output = execFileSync(process.execPath, [CHILD, ...args], { input: JSON.stringify(apiKey), encoding: 'utf8' })
  const { bytes, peakBytes: peak } = JSON.parse(output) as { bytes: number; peakBytes: number }
  if (bytes !== expectedBytes) throw new Error(`Of ${expectedBytes} bytes ${bytes} were read.`)
  return peak
}
