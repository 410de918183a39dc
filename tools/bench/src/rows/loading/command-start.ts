// How long a command of `ocix` takes from its start to its end, beside a Node that does nothing, in the same round.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { withEmulator, type Variables } from '../../loopback.ts'
import { spreadOf } from '../../measure.ts'
import { MILLISECONDS, show, showSpread, TIMES, type Measurement, type Row } from '../../row.ts'

const OCIX = fileURLToPath(new URL('../../../../../packages/cli/dist/main.js', import.meta.url))
const NOTHING = ['-e', '0']

interface Command {
  readonly line: string
  /** The most of what a Node that does nothing takes. */
  readonly goal: number
}

const COMMANDS: readonly Command[] = [
  { line: '--help', goal: 1.5 },
  { line: 'session token', goal: 1.6 },
]

export const measure: Measurement = ({ rounds }) =>
  withEmulator(
    async ({ environments }) => {
      const env = { ...process.env, ...environments['session'], OCI_CLI_PROFILE: 'SESSION' }
      const nothingMs: number[] = []
      const spentMs = COMMANDS.map((): number[] => [])
      for (let round = 0; round < rounds; round++) {
        nothingMs.push(runMs(NOTHING, env))
        for (const [index, { line }] of COMMANDS.entries()) spentMs[index]?.push(runMs([OCIX, ...line.split(' ')], env))
      }
      return COMMANDS.map((command, index) => rowOf(command, spentMs[index] ?? [], nothingMs))
    },
    ['session'],
  )

/** @throws Error when it ends with another code than 0 */
function runMs(args: readonly string[], env: Variables | NodeJS.ProcessEnv): number {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
  const spentMs = performance.now() - start
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
  return spentMs
}

function rowOf({ line, goal }: Command, spentMs: readonly number[], nothingMs: readonly number[]): Row {
  const spread = spreadOf(spentMs)
  const share = spreadOf(spentMs.map((ms, round) => ms / (nothingMs[round] ?? Number.NaN)))
  return {
    what: `ocix ${line}`,
    goal: `≤ ${show(goal, TIMES)} node -e 0`,
    measured: `${showSpread(share, TIMES)}, ${showSpread(spread, MILLISECONDS)}`,
    reached: share.median <= goal,
    raw: { spentMs, nothingMs, spread, share },
  }
}
