// npm run soak: one run, one table, and a sentence for each promise that was broken.
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { figuresOf } from './figures.ts'
import { PROMISES } from './promises.ts'
import { OPTIONS, settingsFrom, type Settings } from './settings.ts'
import { soak } from './soak.ts'
import { table } from './table.ts'

const settings = readSettings()
const { requests, inFlight, seed, faultShare, tokenSeconds, rotateSeconds, revokeSeconds, spreadSeconds } = settings
console.log(
  `${requests} requests, ${inFlight} in flight, seed ${seed}, faults ${faultShare * 100} %, tokens of ${tokenSeconds} s, ` +
    `new certificates every ${rotateSeconds} s, a revocation ${revokeSeconds} s after the last 401, ${spreadSeconds} s at least; ` +
    `${availableParallelism()} cores, Node ${process.versions.node}`,
)

const tenth = Math.ceil(requests / 10)
let told = 0
const report = await soak(settings, {
  onProgress: (done) => {
    if (done < told + tenth) return
    told = done
    console.error(`${done} of ${requests} requests`)
  },
})

const rows = [...PROMISES.map((judge) => judge(report)), ...figuresOf(report)]
console.log(`\n${table(rows)}\n`)
for (const { broken } of rows) {
  if (broken === undefined) continue
  console.error(broken)
  process.exitCode = 1
}

function readSettings(): Settings {
  try {
    return settingsFrom(parseArgs({ options: OPTIONS }).values)
  } catch (error) {
    const usage = Object.keys(OPTIONS).map((word) => `[--${word} …]`)
    console.error(
      `${error instanceof Error ? error.message : String(error)}\nUsage: npm run soak -- ${usage.join(' ')}`,
    )
    process.exit(2)
  }
}
