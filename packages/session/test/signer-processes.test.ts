// Programs that sign with one session at the same time.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { startEmulator } from '@x/emulator'
import { expect, test } from 'vitest'
import { makeHome } from './home.ts'
import { keptSession, loginAgain, REFRESH } from './kept-session.ts'
import { buildProgram } from '@x-tools/testkit/build-program'

const PROCESSES = 4

test('processes that sign with a session which ages renew it once, go on with the same token, and end by themselves', async () => {
  const oci = await startEmulator()
  const home = await makeHome(oci)
  const program = await buildProgram(new URL('./processes/sign.ts', import.meta.url))
  try {
    const session = keptSession(home)
    oci.clock.offset(-40 * 60_000)
    const before = await loginAgain(oci, session)
    oci.clock.offset(0)
    const url = `${oci.url}/20160918/regions`
    const given = { options: { profile: 'SESSION', ...home.options }, url, freshFrom: oci.clock.now() + 3_500_000 }
    const answers = Array.from({ length: PROCESSES }, async () => {
      const child = spawn(process.execPath, [program.path, JSON.stringify(given)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const [printed] = await Promise.all([text(child.stdout), once(child, 'close')])
      return JSON.parse(printed) as unknown
    })
    expect(await Promise.all(answers)).toEqual(Array.from({ length: PROCESSES }, () => [200, 200]))
    expect([oci.count('POST', REFRESH), (await session.token()) === before]).toEqual([1, false])
  } finally {
    await Promise.all([oci.close(), home.remove(), program.remove()])
  }
}, 120_000)
