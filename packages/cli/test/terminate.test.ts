// `ocix session terminate`, without a terminal.
import { access, readFile } from 'node:fs/promises'
import { emulated } from '@x-tools/emulated'
import { afterEach, expect, test } from 'vitest'
import { homes } from './kit/home.ts'

const oci = emulated()
const home = homes(oci)
const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

afterEach(() => oci().clock.offset(0))

test('a session that is named is removed, and how long a copy serves is said', async () => {
  const { code, stdout, stderr } = await home().run('session terminate --profile SESSION')
  expect([code, stdout]).toEqual([0, ''])
  expect(stderr).toMatch(
    /^Session SESSION is removed\. A copy of token and key stays good until [-\d]+ [:\d]+ UTC\.\n$/,
  )
  expect([await isThere(home().tokenFile()), await readFile(home().configFile, 'utf8')]).toEqual([
    false,
    expect.not.stringContaining('[SESSION]'),
  ])
})

test('--keep-profile leaves the profile', async () => {
  const { code, stdout } = await home().run('session terminate --profile SESSION --keep-profile --output json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual([
    {
      profile: 'SESSION',
      removed: expect.arrayContaining([home().tokenFile()]),
      left: [],
      tokenValidUntil: expect.any(String),
    },
  ])
  const config = await readFile(home().configFile, 'utf8')
  expect(config).toContain('[SESSION]')
  expect(config).not.toContain('security_token_file')
})

test('--all without a terminal is 2 and names --force, which removes them', async () => {
  const refused = await home().run('session terminate --all')
  expect([refused.code, refused.stderr]).toEqual([
    2,
    'Error: Nobody can be asked here: End the session SESSION? Give --force.\nHelp:  ocix session terminate --help\n',
  ])
  expect(await isThere(home().tokenFile())).toBe(true)
  expect((await home().run('session terminate --all --force')).code).toBe(0)
  expect(await isThere(home().tokenFile())).toBe(false)
})

test('--expired leaves those that are good', async () => {
  await home().loginAgain({ lifetimeSeconds: 300 })
  const none = await home().run('session terminate --expired --force')
  expect([none.code, none.stderr]).toEqual([0, 'There is no session to end.\n'])
  oci().clock.offset(400_000)
  const ended = await home().run('session terminate --expired --force')
  expect([ended.code, ended.stderr]).toEqual([0, 'Session SESSION is removed.\n'])
})

test('an API key is no session, and stays', async () => {
  const before = await readFile(home().configFile, 'utf8')
  const { code, stderr } = await home().run('session terminate --force')
  expect([code, stderr]).toEqual([5, expect.stringContaining('no security_token_file of its own')])
  expect(await readFile(home().configFile, 'utf8')).toBe(before)
})

test('without a terminal the session to end has to be named', async () => {
  const { code, stderr } = await home().run('session terminate')
  expect([code, stderr]).toEqual([2, expect.stringContaining('Give --profile NAME.')])
})

test('--profile beside --all is 2', async () => {
  expect((await home().run('session terminate --all --profile SESSION --force')).code).toBe(2)
})
