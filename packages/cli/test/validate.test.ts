// `ocix session validate`.
import { readFile, rm, writeFile } from 'node:fs/promises'
import { emulated } from '@x-tools/emulated'
import { expect, test } from 'vitest'
import { homes } from './kit/home.ts'

const oci = emulated()
const home = homes(oci)

const HOUR_MS = 3_600_000

test('a session that the service takes is valid until a local time, which scripts find in words 5 and 6', async () => {
  oci().clock.offset(0)
  const before = oci().count('GET', '/20160918/regions')
  const token = await home().loginAgain()
  const { code, stdout, stderr } = await home().run('session validate --profile SESSION')
  const { exp } = JSON.parse(Buffer.from(String(token.split('.')[1]), 'base64url').toString()) as { exp: number }
  const time = new Date(exp * 1000).toISOString().replace('T', ' ').slice(0, 19)
  expect([code, stdout, stderr]).toEqual([0, '', `Session is valid until ${time} UTC\n`])
  expect(stderr.split(' ').slice(4, 6).join(' ')).toBe(time)
  expect(oci().count('GET', '/20160918/regions')).toBe(before + 1)
})

test('--local asks nobody', async () => {
  const before = oci().requests.length
  const { code, stderr } = await home().run('session validate --local --profile SESSION')
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^Session is valid until [-\d]+ [:\d]+ UTC\n$/)])
  expect(oci().requests).toHaveLength(before)
})

test('OCI’s own words for the profile, the file and who signs are understood, wherever they stand on the line', async () => {
  const { configFile, run } = home()
  const lines = [
    `session validate --config-file ${configFile} --profile SESSION --auth security_token`,
    `--profile SESSION session --config-file=${configFile} validate --auth security_token`,
  ]
  for (const line of lines) expect([line, (await run(line)).code]).toEqual([line, 0])
  const byVariables = { OCI_CLI_PROFILE: 'SESSION', OCI_CLI_CONFIG_FILE: configFile, OCI_CLI_AUTH: 'security_token' }
  expect((await run('session validate', { env: byVariables })).code).toBe(0)
})

test('the profile of OCI’s rc file is meant where nobody names one', async () => {
  await writeFile(`${home().path}/.oci/oci_cli_rc`, '[OCI_CLI_SETTINGS]\ndefault_profile = SESSION\n')
  expect((await home().run('session validate --local')).code).toBe(0)
  await writeFile(`${home().path}/rc`, '[OCI_CLI_SETTINGS]\ndefault_profile = OTHER\n')
  expect((await home().run('session validate --local --cli-rc-file rc')).stderr).toContain(
    'There is no profile "OTHER"',
  )
})

test('--output json yields how it stands, in UTC', async () => {
  const { code, stdout } = await home().run('session validate --profile SESSION --output json')
  const { expiresAt, secondsLeft, ...rest } = JSON.parse(stdout) as { expiresAt: string; secondsLeft: number }
  expect(code).toBe(0)
  expect(new Date(expiresAt).toISOString()).toBe(expiresAt)
  expect(secondsLeft).toBeGreaterThan(0)
  expect(rest).toEqual({
    profile: 'SESSION',
    valid: true,
    source: 'service',
    sessionExpiresAt: expect.stringMatching(/Z$/),
    user: oci().user,
    tenancy: oci().tenancy,
    region: oci().region,
    keyMatches: true,
  })
})

test('less than --min-ttl is 3, and names the renewal', async () => {
  await home().loginAgain({ lifetimeSeconds: 600 })
  expect((await home().run('session validate --local --profile SESSION --min-ttl 5m')).code).toBe(0)
  const { code, stderr } = await home().run('session validate --local --profile SESSION --min-ttl 15m')
  expect(code).toBe(3)
  expect(stderr).toMatch(/which is less than 15 min from now\nNext: {2}ocix session refresh --profile SESSION\n$/)
})

test.each([
  ['an expired session is 3', async () => void oci().clock.offset(25 * HOUR_MS), 3, /^Session has expired at /],
  [
    'one that the service refuses is 4',
    async () => oci().revoke(await home().loginAgain()),
    4,
    /^Session is refused by the service/,
  ],
  ['one without a token is 5', () => rm(home().tokenFile()), 5, /^Session has no token: its file is not there/],
  [
    'one whose token is none is 5',
    () => writeFile(home().tokenFile(), 'x'),
    5,
    /^Session has no token: its file cannot be read/,
  ],
  [
    'one with another key is 9',
    async () => {
      const token = await home().loginAgain()
      await home().loginAgain()
      await writeFile(home().tokenFile(), token)
    },
    9,
    /^Session has a private key that its token is not bound to/,
  ],
])('%s, and names the login', async (_, spoil, code, sentence) => {
  await spoil()
  const ended = await home().run('session validate --profile SESSION')
  oci().clock.offset(0)
  expect([ended.code, ended.stdout]).toEqual([code, ''])
  expect(ended.stderr).toMatch(sentence)
  expect(ended.stderr).toMatch(/\nNext: {2}ocix session authenticate --profile-name SESSION\n$/)
})

test('a profile that is no session, or is not there, is 5', async () => {
  const apiKey = await home().run('session validate')
  expect([apiKey.code, apiKey.stderr]).toEqual([
    5,
    'Error: The profile "DEFAULT" has no security_token_file of its own, so that it is no session.\nNext:  ocix session list\n',
  ])
  const missing = await home().run('session validate --profile OTHER')
  expect([missing.code, missing.stderr]).toEqual([
    5,
    'Error: There is no profile "OTHER" in the configuration file.\nNext:  ocix session list\n',
  ])
})

test('a service that does not answer is 6', async () => {
  oci().faults.add({ match: { path: '/20160918/regions' }, effect: { reset: true } })
  const { code, stderr } = await home().run('session validate --profile SESSION --no-retry')
  oci().faults.clear()
  expect([code, stderr]).toEqual([6, expect.stringMatching(/^Error: /)])
})

test.each([
  [7, '7 min ahead of'],
  [-7, '7 min behind'],
])('a clock that is off by %i minutes is told', async (minutes, words) => {
  await home().loginAgain()
  const now = (): number => oci().clock.now() + minutes * 60_000
  const { stderr } = await home().run('session validate --profile SESSION', { now })
  expect(stderr).toContain(`Warning: The clock of this machine is ${words} the service's. Set it.\n`)
  const right = await home().run('session validate --profile SESSION')
  expect(right.stderr).not.toContain('Warning')
})

test('the token is not changed by any of it', async () => {
  const before = await readFile(home().tokenFile(), 'utf8')
  await home().run('session validate --profile SESSION')
  expect(await readFile(home().tokenFile(), 'utf8')).toBe(before)
})
