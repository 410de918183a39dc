// npm run test-on -- 20.19 26: every test of the workspace in other versions of Node, one after the other.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { executableOf } from './install/installed.ts'
import { PINNED } from './runtimes.ts'

const VITEST = fileURLToPath(new URL('../../../node_modules/vitest/vitest.mjs', import.meta.url))
const LINES = Object.keys(PINNED)
  .filter((binary) => binary.startsWith('node'))
  .map((binary) => binary.slice('node'.length))

const args = process.argv.slice(2)
const asked = args.filter((arg) => /^[\d.]+$/.test(arg))
const forVitest = args.filter((arg) => !asked.includes(arg))
const unknown = asked.filter((line) => !LINES.includes(line))
if (unknown.length > 0) {
  console.error(`No such line of Node: ${unknown.join(', ')}. There are ${LINES.join(', ')}.`)
  process.exit(2)
}

/** What a test starts as `node` is that version too. */
function runOn(line: string): boolean {
  const executable = executableOf(`node${line}`)
  if (!existsSync(executable)) {
    console.error(`Node ${line} is not there: npm has not installed it for this platform.`)
    return false
  }
  console.log(`\nNode ${PINNED[`node${line}`]}`)
  const path = [dirname(executable), process.env['PATH']].join(delimiter)
  const { status } = spawnSync(executable, [VITEST, 'run', ...forVitest], {
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  })
  return status === 0
}

const failed = (asked.length > 0 ? asked : LINES).filter((line) => !runOn(line))
if (failed.length > 0) {
  console.error(`\nThe tests failed on Node ${failed.join(', ')}.`)
  process.exit(1)
}
