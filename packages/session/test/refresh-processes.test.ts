// Many processes that renew one session, and one that is killed while it does.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { withFileLock } from '@x/config/files'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { refreshSession, validateSession } from '../src/index.ts'
import { makeHome, type Home } from './home.ts'
import { keptSession, REFRESH, type KeptSession } from './kept-session.ts'
import { buildProgram, type Program } from '@x-tools/testkit/build-program'

const PROCESSES = 50
const FILES = ['oci_api_key.pem', 'oci_api_key_public.pem', 'token']

let oci: Emulator
let program: Program
let home: Home
let session: KeptSession
beforeAll(async () => {
  oci = await startEmulator()
  program = await buildProgram(new URL('./processes/refresh.ts', import.meta.url))
})
afterAll(() => Promise.all([oci.close(), program.remove()]))
beforeEach(async () => {
  home = await makeHome(oci)
  session = keptSession(home)
})
afterEach(() => home.remove())

interface Ended {
  readonly signal: NodeJS.Signals | null
  readonly outcome: string
  readonly token: string
  readonly steps: number
}

interface Running {
  /** It has read the token, and now wants the lock. */
  readonly waits: Promise<unknown>
  readonly ended: Promise<Ended>
}

function start(last?: number): Running {
  const options = { profile: 'SESSION', ...home.options }
  const child = spawn(process.execPath, [program.path, JSON.stringify({ options, last })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (printed += text))
  const ended = once(child, 'close').then(([, signal]) => {
    const told = JSON.parse(printed.replace('waiting\n', '') || '{}') as Ended
    return { ...told, signal: signal as NodeJS.Signals | null }
  })
  return { waits: once(child.stdout, 'data'), ended }
}

test('fifty processes that renew a session at once make one call, and all end with the new token', async () => {
  const before = await session.token()
  const asked = oci.count('POST', REFRESH)
  const running: Running[] = []
  // All of them have read the token before the first may renew it.
  await withFileLock(join(session.folder, 'token.lock'), async () => {
    for (let each = 0; each < PROCESSES; each++) running.push(start())
    await Promise.all(running.map(({ waits }) => waits))
  })
  const ended = await Promise.all(running.map((each) => each.ended))
  const after = await session.token()
  expect(after).not.toBe(before)
  expect(ended.every(({ token }) => token === after)).toBe(true)
  expect(ended.filter(({ outcome }) => outcome === 'renewed')).toHaveLength(1)
  expect(ended.filter(({ outcome }) => outcome === 'renewed-elsewhere')).toHaveLength(PROCESSES - 1)
  expect(oci.count('POST', REFRESH) - asked).toBe(1)
}, 120_000)

test('who is killed at whichever step of a renewal leaves a token that is good', async () => {
  const refreshed = { profile: 'SESSION', ...home.options }
  const isOld: boolean[] = []
  let steps: number | undefined
  for (let last = 1; steps === undefined; last++) {
    const before = await session.token()
    const ended = await start(last).ended
    if (ended.signal === null) steps = ended.steps
    isOld.push((await session.token()) === before)
    expect(await validateSession(refreshed)).toMatchObject({ valid: true })
    // Whoever comes next takes the lock of the dead, and leaves no litter.
    expect((await refreshSession(refreshed)).outcome).toBe('renewed')
    expect((await readdir(session.folder)).sort()).toEqual(FILES)
  }
  const turn = isOld.indexOf(false)
  expect(isOld.slice(turn)).not.toContain(true)
  expect([steps, turn > 5]).toEqual([isOld.length - 1, true])
}, 120_000)
