// `ocix session export` and `ocix session import`, without a terminal.
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { emulated } from '@x-tools/emulated'
import { afterEach, expect, test } from 'vitest'
import { homes } from './kit/home.ts'

const oci = emulated()
const home = homes(oci)
const at = (name: string): string => join(home().path, name)

afterEach(() => oci().clock.offset(0))

test('a session goes to another machine in a zip that nobody else may read, and works there', async () => {
  const packed = await home().run('session export --profile SESSION --output-file daily')
  expect([packed.code, packed.stdout]).toEqual([0, ''])
  expect(packed.stderr).toMatch(
    /^Session SESSION is exported to \S+daily\.zip\nWhoever has the file can sign with the session until [-\d]+ [:\d]+ UTC, and renew it until [-\d]+ [:\d]+ UTC\.\nNext: {2}on the other machine, ocix session import --session-archive \S+daily\.zip\n$/,
  )
  expect((await stat(at('daily.zip'))).mode & 0o777).toBe(0o600)
  const taken = await home().run('session import --session-archive daily.zip --profile-name COPY')
  expect([taken.code, taken.stderr]).toEqual([0, expect.stringMatching(/^Imported, to sign as ocid1\.user\./)])
  expect((await home().run('session validate --profile COPY')).code).toBe(0)
})

test('as data: where the archive lies, until when it serves, and where the session went', async () => {
  const packed = await home().run('session export --profile SESSION --output-file daily --output json')
  expect(JSON.parse(packed.stdout)).toEqual({
    profile: 'SESSION',
    file: at('daily.zip'),
    isEncrypted: false,
    expiresAt: expect.stringMatching(/Z$/),
    sessionExpiresAt: expect.stringMatching(/Z$/),
  })
  const taken = await home().run(
    'session import --session-archive daily.zip --profile-name COPY --config-location other/config --token-location other/sessions --output json',
  )
  expect(JSON.parse(taken.stdout)).toMatchObject({
    profile: 'COPY',
    configFile: at('other/config'),
    tokenFile: at('other/sessions/COPY/token'),
    region: 'us-phoenix-1',
  })
  expect(taken.stderr).toContain(`Next:  ocix session validate --profile COPY --config-file ${at('other/config')}\n`)
})

test('of a session that cannot be renewed only its end is said', async () => {
  await home().run('session authenticate --no-browser --profile DEFAULT --profile-name SHORT')
  const { stderr } = await home().run('session export --profile SHORT --output-file short')
  expect(stderr).toMatch(/\nWhoever has the file can sign with the session until [-\d]+ [:\d]+ UTC\.\n/)
})

test('a passphrase file seals the archive, and opens it; stdin may hold it as well', async () => {
  await writeFile(at('secret'), 'correct horse\nsecond line\n')
  const packed = await home().run(
    'session export --profile SESSION --output-file daily.sealed --passphrase-file secret',
  )
  expect([packed.code, packed.stderr]).toEqual([0, expect.not.stringContaining('Whoever')])
  expect(String(await readFile(at('daily.sealed')))).not.toContain('SESSION')
  const line = 'session import --session-archive daily.sealed --profile-name COPY'
  const closed = await home().run(line)
  expect([closed.code, closed.stderr]).toEqual([2, expect.stringContaining('Give --passphrase-file PATH.')])
  const wrong = await home().run(`${line} --passphrase-file -`, { stdin: 'wrong\n' })
  expect([wrong.code, wrong.stderr]).toEqual([9, expect.stringContaining('does not open with this passphrase')])
  expect((await home().run(`${line} --passphrase-file -`, { stdin: 'correct horse\n' })).code).toBe(0)
})

test('--encrypt without a passphrase, and nobody to ask, is 2', async () => {
  const { code, stderr } = await home().run('session export --profile SESSION --output-file x --encrypt')
  expect([code, stderr]).toEqual([2, expect.stringContaining('Give --passphrase-file PATH.')])
})

test('an archive that is there is replaced with --force only', async () => {
  const line = 'session export --profile SESSION --output-file daily'
  await writeFile(at('daily.zip'), 'mine')
  const refused = await home().run(line)
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('Give --force.')])
  expect(await readFile(at('daily.zip'), 'utf8')).toBe('mine')
  expect((await home().run(`${line} --force`)).code).toBe(0)
  expect((await readFile(at('daily.zip'))).subarray(0, 2).toString()).toBe('PK')
})

test('an expired session is neither packed nor taken, unless --force says so', async () => {
  expect((await home().run('session export --profile SESSION --output-file early')).code).toBe(0)
  oci().clock.offset(400_000_000)
  const line = 'session export --profile SESSION --output-file late'
  const refused = await home().run(line)
  expect([refused.code, refused.stderr]).toEqual([
    3,
    expect.stringContaining('Next:  ocix session authenticate --profile-name SESSION'),
  ])
  expect((await home().run(`${line} --force`)).code).toBe(0)
  const take = 'session import --session-archive early.zip --profile-name COPY'
  expect((await home().run(take)).code).toBe(3)
  expect((await home().run(`${take} --force`)).code).toBe(0)
})

test('a session of the same name is replaced with --force only, and an API key never', async () => {
  await home().run('session export --profile SESSION --output-file daily')
  const line = 'session import --session-archive daily.zip'
  const refused = await home().run(line)
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining(
      'The profile SESSION is there already. Name of the profile. Give --profile-name NAME, or --force.',
    ),
  ])
  expect((await home().run(`${line} --force`)).code).toBe(0)
  const before = await readFile(home().configFile, 'utf8')
  const key = await home().run(`${line} --force --profile-name DEFAULT`)
  expect([key.code, key.stderr]).toEqual([2, expect.stringContaining('is no session, and is not replaced')])
  expect(await readFile(home().configFile, 'utf8')).toBe(before)
})

test.each([
  ['session export --profile SESSION', 2, '--output-file is missing'],
  ['session import', 2, '--session-archive is missing'],
  ['session export --profile NONE --output-file x', 5, 'There is no profile "NONE"'],
  ['session export --profile DEFAULT --output-file x', 5, 'no security_token_file of its own'],
  ['session import --session-archive none.zip', 5, 'cannot be read'],
  ['session import --session-archive .oci/config', 5, 'is no archive of a session'],
])('%s is %d: %s', async (line, exit, sentence) => {
  const { code, stderr } = await home().run(line)
  expect([code, stderr]).toEqual([exit, expect.stringContaining(sentence)])
})
