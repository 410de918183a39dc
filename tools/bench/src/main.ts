// npm run bench: one run, one table. It ends well even where a goal is missed; not where a measurement could
// not be made or a promise was broken.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Measurement, Row } from './row.ts'
import { readRun, runOf, type Run } from './run.ts'
import { table, verdictOf } from './table.ts'

/** Each is loaded when its turn comes, so that one that cannot be loaded does not stop the others. */
const MEASUREMENTS: Readonly<Record<string, () => Promise<{ measure: Measurement }>>> = {
  'sign-one': () => import('./rows/signing/sign-one.ts'),
  'sign-many': () => import('./rows/signing/sign-many.ts'),
  verify: () => import('./rows/signing/verify.ts'),
  'signing-rate': () => import('./rows/signing/signing-rate.ts'),
  'large-body': () => import('./rows/signing/large-body.ts'),
  'large-upload': () => import('./rows/signing/large-upload.ts'),
  memory: () => import('./rows/signing/memory.ts'),
  'import-time': () => import('./rows/loading/import-time.ts'),
  'command-start': () => import('./rows/loading/command-start.ts'),
  'install-size': () => import('./rows/loading/install-size.ts'),
  'bundle-size': () => import('./rows/loading/bundle-size.ts'),
  adapters: () => import('./rows/adapters.ts'),
  'config-parse': () => import('./rows/config-parse.ts'),
  'retry-overhead': () => import('./rows/retry-overhead.ts'),
  'cold-start': () => import('./rows/principals/cold-start.ts'),
  'cold-burst': () => import('./rows/principals/cold-burst.ts'),
  'explain-off-oci': () => import('./rows/principals/explain-off-oci.ts'),
  fleet: () => import('./rows/fleet.ts'),
  'emulated-tests': () => import('./rows/emulated-tests.ts'),
  'refresh-delay': () => import('./rows/principals/refresh-delay.ts'),
  soak: () => import('./rows/soak.ts'),
}
/** It takes minutes and is a test: it runs when it is named. */
const BY_NAME_ONLY = 'soak'

const { values } = parseArgs({
  options: {
    /** A file for the raw figures. */
    json: { type: 'string' },
    /** Of each comparison; fewer than eleven say little. */
    rounds: { type: 'string', default: '21' },
    /** Names of measurements, with commas between them. */
    only: { type: 'string' },
    /** Of the soak. */
    requests: { type: 'string', default: '100000' },
    /** Put the tables into docs/performance.md and draw the plots in docs/plots. */
    plots: { type: 'boolean', default: false },
    /** Measure nothing: take the figures from the JSON of an earlier run. */
    from: { type: 'string' },
  },
})
const rounds = Number(values.rounds)
const soakRequests = Number(values.requests)
const names = values.only?.split(',') ?? Object.keys(MEASUREMENTS).filter((name) => name !== BY_NAME_ONLY)
const unknown = names.find((name) => !(name in MEASUREMENTS))
if (![rounds, soakRequests].every((count) => Number.isInteger(count) && count > 0) || unknown !== undefined) {
  console.error(
    `Usage: npm run bench -- [--plots] [--json FILE | --from FILE] [--rounds 21] [--requests 100000] [--only ${Object.keys(MEASUREMENTS).join(',')}]`,
  )
  process.exit(2)
}

if (values.from === undefined) await measureAll()
else if (values.plots) await writeReport(readRun(values.from))
else console.log(table(readRun(values.from).rows))

/** Loaded now, so that what draws is not in the memory of what is measured. */
async function writeReport(run: Run): Promise<void> {
  await (await import('./report.ts')).writeReport(run)
}

async function measureAll(): Promise<void> {
  const rows: Row[] = []
  for (const [index, name] of names.entries()) {
    console.error(`measuring ${index + 1}/${names.length}: ${name}`)
    try {
      const { measure } = (await MEASUREMENTS[name]?.()) ?? {}
      rows.push(...((await measure?.({ rounds, soakRequests })) ?? []))
    } catch (error) {
      process.exitCode = 1
      console.error(`The measurement ${name} failed:`, error)
    }
  }
  const run = runOf(rows, rounds)
  console.log(`\n${run.machine}\n\n${table(rows)}`)
  for (const { what, goal, measured } of rows.filter(({ mustHold, reached }) => mustHold && !reached)) {
    process.exitCode = 1
    console.error(`Broken: ${what.trim()}: ${measured}, where the promise is ${goal}.`)
  }
  if (values.json) {
    const verdicts = rows.map((row) => ({ ...row, verdict: verdictOf(row) }))
    writeFileSync(values.json, `${JSON.stringify({ ...run, rows: verdicts }, null, 2)}\n`)
  }
  if (!values.plots) return
  if (values.only !== undefined || process.exitCode)
    console.error('The documents need a whole run; they stay as they are.')
  else await writeReport(run)
}
