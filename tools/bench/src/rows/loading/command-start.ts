// How long a command of `ocix` takes from its start to its end: beside a Node that does nothing, and beside OCI's own command line where
// `npm run interop` has installed that, in the same round.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { folderOf } from '../../../../interop/src/clients/environment.ts'
import { withEmulator, type Variables } from '../../loopback.ts'
import { spreadOf } from '../../measure.ts'
import { MILLISECONDS, show, showSpread, TIMES, type Measurement, type Row } from '../../row.ts'

const OCIX = fileURLToPath(new URL('../../../../../packages/cli/dist/main.js', import.meta.url))
const OCI = join(folderOf('python'), 'bin', 'oci')
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

/** How many times as long `oci` has to take for the same line. */
const TIMES_OF_OCI = 10
const LINES_OF_OCI = ['--help', 'session validate --local']
/** It takes seconds for each. */
const ROUNDS_OF_OCI = 3

export const measure: Measurement = ({ rounds }) =>
  withEmulator(
    async ({ environments }) => {
      const session = environments['session'] ?? {}
      const env = { ...session, OCI_CLI_PROFILE: 'SESSION', OCI_CLI_CONFIG_FILE: String(session['OCI_CONFIG_FILE']) }
      return [...besideNothing(rounds, env), ...besideOci(Math.min(rounds, ROUNDS_OF_OCI), env)]
    },
    ['session'],
  )

function besideNothing(rounds: number, env: Variables): readonly Row[] {
  const nothingMs: number[] = []
  const spentMs = COMMANDS.map((): number[] => [])
  for (let round = 0; round < rounds; round++) {
    nothingMs.push(runMs(process.execPath, NOTHING, env))
    for (const [index, { line }] of COMMANDS.entries()) spentMs[index]?.push(ocixMs(line, env))
  }
  return COMMANDS.map((command, index) => rowOf(command, spentMs[index] ?? [], nothingMs))
}

function besideOci(rounds: number, env: Variables): readonly Row[] {
  if (!existsSync(OCI)) return [{ what: 'ocix beside oci', measured: 'npm run interop installs oci', raw: null }]
  return LINES_OF_OCI.map((line) => {
    const oursMs: number[] = []
    const theirsMs: number[] = []
    for (let round = 0; round < rounds; round++) {
      oursMs.push(ocixMs(line, env))
      theirsMs.push(runMs(OCI, line.split(' '), env))
    }
    const share = spreadOf(theirsMs.map((ms, round) => ms / (oursMs[round] ?? Number.NaN)))
    return {
      what: `oci ${line}`,
      goal: `≥ ${show(TIMES_OF_OCI, TIMES)} ocix ${line}`,
      measured: `${showSpread(share, TIMES)}, ${showSpread(spreadOf(theirsMs), MILLISECONDS)}`,
      reached: share.median >= TIMES_OF_OCI,
      raw: { oursMs, theirsMs, share },
    }
  })
}

const ocixMs = (line: string, env: Variables): number => runMs(process.execPath, [OCIX, ...line.split(' ')], env)

/** @throws Error when it ends with another code than 0 */
function runMs(program: string, args: readonly string[], env: Variables): number {
  const start = performance.now()
  const { status, stderr } = spawnSync(program, args, { env: { ...process.env, ...env }, encoding: 'utf8' })
  const spentMs = performance.now() - start
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}`)
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
