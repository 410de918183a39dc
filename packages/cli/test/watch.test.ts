// `ocix session watch`, with a clock that goes by as it is told.
import { emulated } from '@x-tools/emulated'
import { afterEach, expect, test } from 'vitest'
import { InterruptedError } from '../src/program/errors.ts'
import { homes, type Ended } from './kit/home.ts'
import { builtProgram } from './kit/program.ts'
import { KEY } from './kit/pty.ts'

const oci = emulated()
const home = homes(oci)
const program = builtProgram()
let offsetMs = 0

afterEach(() => {
  offsetMs = 0
  oci().clock.offset(0)
  oci().faults.clear()
})

/** Time goes by whenever the command waits. @param onWait - is told before each wait how much has gone by */
function watch(onWait: (goneMs: number) => void = () => {}): Promise<Ended> {
  const sleep = async (ms: number): Promise<void> => {
    onWait(offsetMs)
    offsetMs += ms
    oci().clock.offset(offsetMs)
  }
  return home().run('session watch --profile SESSION', { sleep })
}

const HOUR_MS = 3_600_000

test('renews at half of each life, says so in a line each, and ends with 3 when the session does', async () => {
  await home().loginAgain({ lifetimeSeconds: 3600 })
  const { code, stdout, stderr } = await watch()
  expect([code, stdout]).toEqual([3, ''])
  const lines = stderr.trimEnd().split('\n')
  expect(lines[0]).toMatch(/^Session is kept alive; it is good until [-\d]{10} [:\d]{8} UTC$/)
  const renewals = lines.filter((line) => /^Session is renewed until [-\d]{10} [:\d]{8} UTC$/.test(line))
  // A day of half hours, the first and the last token aside.
  expect(renewals.length).toBeGreaterThan(40)
  expect(renewals.length).toBeLessThan(50)
  expect(lines.slice(-3)).toEqual([
    'The session ends then: it cannot be renewed any further.',
    'The session SESSION is over.',
    'Next:  ocix session authenticate --profile-name SESSION',
  ])
  expect(Math.round(offsetMs / HOUR_MS)).toBe(24)
})

test('a service that is down is tried again each minute, and costs nothing while the token lives', async () => {
  await home().loginAgain({ lifetimeSeconds: 3600 })
  oci().faults.add({ match: { path: '/v1/authentication/refresh' }, effect: { status: 400, code: 'Broken' } })
  const { code, stderr } = await watch((goneMs) => {
    if (goneMs > HOUR_MS * 0.7) oci().faults.clear()
  })
  expect([code, offsetMs > HOUR_MS * 23]).toEqual([3, true])
  const warnings = stderr.split('\n').filter((line) => line.startsWith('Warning: The session was not renewed'))
  expect(warnings.length).toBeGreaterThan(8)
  expect(stderr).toContain('Session is renewed until')
})

test('a service that stays down ends it with 3, at the end of the token', async () => {
  await home().loginAgain({ lifetimeSeconds: 3600 })
  oci().faults.add({ match: { path: '/v1/authentication/refresh' }, effect: { status: 400, code: 'Broken' } })
  const { code, stderr } = await watch()
  expect([code, stderr]).toEqual([3, expect.stringContaining('The session SESSION is over.\n')])
  expect(Math.round(offsetMs / 60_000)).toBe(60)
})

test('a session that is over at the start is 3, and one that is none 5', async () => {
  await home().loginAgain({ lifetimeSeconds: 300 })
  oci().clock.offset(400_000)
  const over = await home().run('session watch --profile SESSION')
  expect([over.code, over.stderr]).toEqual([3, expect.stringContaining('Next:  ocix session authenticate')])
  expect((await home().run('session watch')).code).toBe(5)
})

test('Ctrl-C while it waits is 130', async () => {
  const interrupt = (): Promise<void> => Promise.reject(new InterruptedError())
  const { code, stderr } = await home().run('session watch --profile SESSION', { sleep: interrupt })
  expect([code, stderr]).toEqual([130, expect.stringMatching(/\nInterrupted\.\n$/)])
})

test('as a process it waits, and Ctrl-C leaves the session as it is', async () => {
  const pty = program().atTerminal('session watch --profile SESSION', home().env)
  await pty.waitFor('Session is kept alive')
  pty.type(KEY.ctrlC)
  await pty.waitFor('Interrupted.')
  expect(await pty.ended).toBe(130)
  expect((await home().run('session validate --profile SESSION')).code).toBe(0)
})
