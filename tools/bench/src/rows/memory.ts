// How much memory it takes to sign a large body over reading it: the peak of a process that signs 1 GiB, less that of one that reads it.
// Reading alone takes memory, too, since what has been read is garbage until V8 collects it, whoever reads: that figure stands
// beside it, over a process that signs 1 KiB of the same kind.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { apiKey } from '../fixtures.ts'
import { spreadOf } from '../measure.ts'
import { MEBIBYTES, show, showSpread, type Measurement, type Row } from '../row.ts'

const CHILD = fileURLToPath(new URL('../children/sign-file.mjs', import.meta.url))
const LARGE_BYTES = 2 ** 30
const SMALL_BYTES = 2 ** 10
const GOAL_BYTES = 32 * 2 ** 20
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
    return Object.entries(KINDS).map(([kind, what]): Row => {
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
  } finally {
    rmSync(folder, { recursive: true, force: true })
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
