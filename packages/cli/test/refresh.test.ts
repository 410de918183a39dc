// `ocix session refresh`.
import { readFile } from 'node:fs/promises'
import { emulated } from '@x-tools/emulated'
import { afterEach, expect, test } from 'vitest'
import { homes } from './kit/home.ts'

const oci = emulated()
const home = homes(oci)
const REFRESH = '/v1/authentication/refresh'

afterEach(() => oci().clock.offset(0))

test('a session is renewed, whatever its age', async () => {
  const before = await home().loginAgain()
  const { code, stdout, stderr } = await home().run('session refresh --profile SESSION')
  expect([code, stdout]).toEqual([0, ''])
  expect(stderr).toMatch(/^Session is renewed until [-\d]+ [:\d]+ UTC\n$/)
  expect(await readFile(home().tokenFile(), 'utf8')).not.toBe(before)
})

test('with --if-needed it is left alone in the first half of its life, without a call', async () => {
  const before = await home().loginAgain()
  const calls = oci().count('POST', REFRESH)
  const { code, stderr } = await home().run('session refresh --profile SESSION --if-needed')
  expect([code, oci().count('POST', REFRESH)]).toEqual([0, calls])
  expect(stderr).toMatch(/^Session is good until .*; it was not renewed\n$/)
  oci().clock.offset(40 * 60_000)
  const ageing = await home().run('session refresh --profile SESSION --if-needed')
  expect([ageing.code, oci().count('POST', REFRESH)]).toEqual([0, calls + 1])
  expect(await readFile(home().tokenFile(), 'utf8')).not.toBe(before)
})

test('where the session ends with its token, that is said and told', async () => {
  await home().loginAgain({ lifetimeSeconds: 600, sessionSeconds: 600 })
  const { stdout, stderr } = await home().run('session refresh --profile SESSION --output json')
  expect(stderr).toContain('The session ends then: it cannot be renewed any further.\n')
  expect(JSON.parse(stdout)).toMatchObject({ profile: 'SESSION', outcome: 'renewed', atCeiling: true })
})

test('an expired session is 3, and one that the service has ended as well', async () => {
  await home().loginAgain({ lifetimeSeconds: 300 })
  oci().clock.offset(400_000)
  const expired = await home().run('session refresh --profile SESSION')
  expect([expired.code, expired.stderr]).toEqual([
    3,
    expect.stringMatching(
      /^Error: The session is over: its last token expired .*\.\nNext: {2}ocix session authenticate --profile-name SESSION\n$/,
    ),
  ])
  oci().clock.offset(0)
  oci().revoke(await home().loginAgain())
  const ended = await home().run('session refresh --profile SESSION')
  expect([ended.code, ended.stderr]).toEqual([3, expect.stringMatching(/^Error: The session is over: the service/)])
})

test('the address of the auth service is that of its own variable, and --endpoint wins over it', async () => {
  const elsewhere = { OCI_CLI_ENDPOINT: 'http://127.0.0.1:1', OCI_SDK_AUTH_CLIENT_REGION_URL: oci().url }
  const line = 'session refresh --profile SESSION --no-retry'
  expect((await home().run(line, { env: elsewhere })).code).toBe(0)
  const wrong = await home().run(`${line} --endpoint http://127.0.0.1:1`, { env: elsewhere })
  expect([wrong.code, wrong.stderr]).toEqual([6, expect.stringContaining('http://127.0.0.1:1')])
})
