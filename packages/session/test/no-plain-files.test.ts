// What lies in the place of a token or a key, and is none: a pipe that nobody writes, a device without an end, a giant, the token itself.
import { execFileSync } from 'node:child_process'
import { rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { startEmulator, type Emulator } from '@x/emulator'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { exportSession, listSessions, refreshSession, SessionTokenSigner, validateSession } from '../src/index.ts'
import { makeHome, type Home } from './home.ts'
import { editConfig, keptSession, type KeptSession } from './kept-session.ts'

let oci: Emulator
let home: Home
let session: KeptSession
beforeAll(async () => void (oci = await startEmulator()))
afterAll(() => oci.close())
beforeEach(async () => {
  home = await makeHome(oci)
  session = keptSession(home)
})
afterEach(() => home.remove())

const named = () => ({ profile: 'SESSION', ...home.options })

const PLACES: readonly (readonly [string, (path: string) => unknown])[] = [
  ['a pipe that nobody writes', (path) => execFileSync('mkfifo', [path])],
  ['a device without an end', (path) => symlink('/dev/zero', path)],
  ['a giant', (path) => writeFile(path, '').then(() => truncate(path, 2 ** 32))],
]

describe.skipIf(process.platform === 'win32').each(PLACES)('%s', (_, put) => {
  test('is no token, for whoever reads one', async () => {
    await rm(session.tokenFile)
    await put(session.tokenFile)
    const expected = { code: 'ERR_SESSION_FILES', reason: 'unreadable-token' }
    expect(await rejectionOf(refreshSession(named()))).toMatchObject(expected)
    expect(await rejectionOf(exportSession({ ...named(), outputFile: '~/out' }))).toMatchObject(expected)
    expect(await rejectionOf(SessionTokenSigner.fromProfile(named()).ready())).toMatchObject(expected)
    expect((await listSessions(home.options))[0]).toMatchObject({ valid: false, problem: 'unreadable-token' })
    expect(await validateSession(named())).toMatchObject({ valid: false, problem: 'unreadable-token' })
  })

  test('is no key, for whoever reads one', async () => {
    await rm(session.keyFile)
    await put(session.keyFile)
    const expected = { code: 'ERR_SESSION_PROFILE', reason: 'no-key' }
    expect(await rejectionOf(refreshSession(named()))).toMatchObject(expected)
    expect(await rejectionOf(exportSession({ ...named(), outputFile: '~/out' }))).toMatchObject(expected)
    expect(await rejectionOf(SessionTokenSigner.fromProfile(named()).ready())).toMatchObject(expected)
    expect(await validateSession(named())).toMatchObject({ valid: false, problem: 'unreadable-key' })
  })
})

test('a token that somebody wrote where its path belongs is not repeated', async () => {
  const token = await session.token()
  await editConfig(home, (text) => text.replace(join(session.folder, 'token'), token))
  for (const call of [refreshSession(named()), exportSession({ ...named(), outputFile: '~/out' })]) {
    const error = await rejectionOf(call)
    expect(error).toMatchObject({ code: 'ERR_SESSION_FILES', path: '<redacted>' })
    expect(`${inspect(error, { depth: 9 })}${JSON.stringify(error)}`).not.toContain(token.slice(0, 20))
  }
})
