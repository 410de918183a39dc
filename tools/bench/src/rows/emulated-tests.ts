// What a test with the emulator waits for at first: a verified answer in a new process, and an instance of another emulator after that.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { spreadOf } from '../measure.ts'
import { MILLISECONDS, show, showSpread, type Measurement, type Row } from '../row.ts'

const CHILD = fileURLToPath(new URL('../children/emulated-first.mjs', import.meta.url))

interface Spent {
  readonly verifiedMs: number
  readonly instanceMs: number
}

export const measure: Measurement = async ({ rounds }) => {
  // The first run makes the keys that the others find.
  run()
  const all = Array.from({ length: rounds }, run)
  return [
    rowOf(
      'emulator, kept keys: import, start, first verified answer',
      150,
      all.map(({ verifiedMs }) => verifiedMs),
    ),
    rowOf(
      'another emulator: start, instance, first token',
      100,
      all.map(({ instanceMs }) => instanceMs),
    ),
  ]
}

const run = (): Spent => JSON.parse(execFileSync(process.execPath, [CHILD], { encoding: 'utf8' })) as Spent

function rowOf(what: string, goalMs: number, spentMs: readonly number[]): Row {
  const spread = spreadOf([...spentMs])
  return {
    what,
    goal: `≤ ${show(goalMs, MILLISECONDS)}`,
    measured: showSpread(spread, MILLISECONDS),
    reached: spread.median <= goalMs,
    raw: { spentMs, spread },
  }
}
