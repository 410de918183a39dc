// What a login leaves behind in its process: neither a timer nor a listener keeps it alive.
import { spawnSync } from 'node:child_process'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeHome, type Home } from '../home.ts'
import { buildProgram, type Program } from '@x-tools/testkit/build-program'

let oci: Emulator
let home: Home
let program: Program
beforeAll(async () => {
  oci = await startEmulator()
  home = await makeHome(oci)
  program = await buildProgram(new URL('../processes/log-in.ts', import.meta.url))
})
afterAll(async () => {
  await program.remove()
  await home.remove()
  await oci.close()
})

test.each([
  ['abort', 'pending aborted'],
  ['timeout', 'pending timeout'],
  ['nobody-pastes', 'pending '],
])('a process whose login ends by %s ends by itself', (way, printed) => {
  const told = JSON.stringify({ way, options: { profile: 'DAILY', region: 'phx', ...home.options } })
  const { status, stdout, stderr } = spawnSync(process.execPath, [program.path, told], {
    encoding: 'utf8',
    timeout: 25_000,
  })
  expect([status, stdout, stderr]).toEqual([0, printed, ''])
})
