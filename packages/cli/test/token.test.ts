// `ocix session token` and `ocix token`.
import { createPrivateKey } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { emulated } from '@x-tools/emulated'
import { afterEach, expect, test } from 'vitest'
import { homes } from './kit/home.ts'

const oci = emulated()
const home = homes(oci)
const REFRESH = '/v1/authentication/refresh'
const held = (): Promise<string> => readFile(home().tokenFile(), 'utf8')

afterEach(() => {
  oci().clock.offset(0)
  oci().faults.clear()
})

test.each(['session token', 'token'])('ocix %s prints the token alone, without a call', async (line) => {
  const before = oci().requests.length
  const { code, stdout, stderr } = await home().run(`${line} --profile SESSION`)
  expect([code, stdout, stderr, oci().requests.length]).toEqual([0, `${await held()}\n`, '', before])
})

test('a token in the second half of its life is renewed first', async () => {
  const before = await home().loginAgain()
  oci().clock.offset(40 * 60_000)
  const { stdout } = await home().run('token --profile SESSION')
  expect([stdout.trim() === before, stdout.trim() === (await held())]).toEqual([false, true])
})

test('--no-refresh prints the one at hand; an expired one is 3', async () => {
  const before = await home().loginAgain()
  oci().clock.offset(40 * 60_000)
  expect((await home().run('token --profile SESSION --no-refresh')).stdout).toBe(`${before}\n`)
  oci().clock.offset(70 * 60_000)
  const { code, stdout, stderr } = await home().run('token --profile SESSION --no-refresh')
  expect([code, stdout]).toEqual([3, ''])
  expect(stderr).toMatch(/\nNext: {2}ocix session authenticate --profile-name SESSION\n$/)
})

test('a renewal that fails costs no token that lives, and is told', async () => {
  const before = await home().loginAgain()
  oci().clock.offset(40 * 60_000)
  oci().faults.add({ match: { path: REFRESH }, effect: { reset: true } })
  const { code, stdout, stderr } = await home().run('token --profile SESSION --no-retry')
  expect([code, stdout]).toEqual([0, `${before}\n`])
  expect(stderr).toMatch(/^Warning: The token could not be renewed; this one is good to its end\. /)
})

test('--min-ttl has it renewed at any age, and is 3 where the session does not last so long', async () => {
  const before = await home().loginAgain({ lifetimeSeconds: 900 })
  const renewed = await home().run('token --profile SESSION --min-ttl 30m')
  expect([renewed.code, renewed.stdout.trim() === before]).toEqual([0, false])
  await home().loginAgain({ lifetimeSeconds: 900, sessionSeconds: 900 })
  const { code, stdout, stderr } = await home().run('token --profile SESSION --min-ttl 30m')
  expect([code, stdout]).toEqual([3, ''])
  expect(stderr).toMatch(/which is less than 30 min from now/)
})

test('--format json has its end and its key, and can be queried', async () => {
  const { stdout } = await home().run('token --profile SESSION --format json')
  const token = await held()
  expect(JSON.parse(stdout)).toEqual({
    profile: 'SESSION',
    user: oci().user,
    tenancy: oci().tenancy,
    region: oci().region,
    keyId: `ST$${token}`,
    token,
    privateKeyFile: join(home().path, '.oci/sessions/SESSION/oci_api_key.pem'),
    expiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
  })
  expect((await home().run('token --profile SESSION --output json --query token --raw-output')).stdout).toBe(
    `${token}\n`,
  )
})

test('--format env yields a token and the key that it is bound to, for a shell', async () => {
  const { stdout } = await home().run('token --profile SESSION --format env')
  const [, token, key, region] =
    /^export OCI_SECURITY_TOKEN='(.*)'\nexport OCI_SESSION_PRIVATE_KEY='([^']*)'\nexport OCI_REGION='(.*)'\n$/.exec(
      stdout,
    ) ?? []
  expect([token, region]).toEqual([await held(), oci().region])
  const file = await readFile(join(home().path, '.oci/sessions/SESSION/oci_api_key.pem'), 'utf8')
  expect(createPrivateKey(String(key)).equals(createPrivateKey(file))).toBe(true)
})

test('an encrypted key is opened by OCI_CLI_PASSPHRASE, and without it nobody is asked', async () => {
  const file = join(home().path, '.oci/sessions/SESSION/oci_api_key.pem')
  const key = createPrivateKey(await readFile(file, 'utf8'))
  const pem = key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hunter2' })
  await writeFile(file, pem)
  const env = { OCI_CLI_PASSPHRASE: 'hunter2' }
  const { code, stdout } = await home().run('token --profile SESSION --format env', { env })
  expect([code, stdout]).toEqual([0, expect.stringContaining('-----BEGIN PRIVATE KEY-----')])
  const refused = await home().run('token --profile SESSION --format env')
  expect([refused.code, refused.stdout]).toEqual([2, ''])
  expect(refused.stderr).toContain('Give OCI_CLI_PASSPHRASE.')
})

test('--format exec-credential speaks the version that is asked for', async () => {
  const versions = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1']
  const token = await held()
  for (const apiVersion of versions) {
    const env = { KUBERNETES_EXEC_INFO: JSON.stringify({ apiVersion, kind: 'ExecCredential', spec: {} }) }
    const { stdout } = await home().run('token --profile SESSION --format exec-credential', { env })
    expect(JSON.parse(stdout)).toEqual({
      apiVersion,
      kind: 'ExecCredential',
      status: { token, expirationTimestamp: expect.stringMatching(/^[-\d]+T[:\d]+Z$/) },
    })
  }
})

test('a format that is none is 2 and names all', async () => {
  const { code, stderr } = await home().run('token --format yaml')
  expect([code, stderr]).toEqual([
    2,
    'Error: --format cannot be "yaml". Give one of raw, json, env, exec-credential.\nHelp:  ocix token --help\n',
  ])
})

test('a token that is not there, or none, is 5', async () => {
  await writeFile(home().tokenFile(), 'nothing')
  const none = await home().run('token --profile SESSION')
  expect([none.code, none.stdout]).toEqual([5, ''])
  await rm(home().tokenFile())
  expect((await home().run('token --profile SESSION')).code).toBe(5)
})

test('a token that is only inherited from DEFAULT makes no session', async () => {
  await home().editConfig((text) => text.replace('[DEFAULT]', `[DEFAULT]\nsecurity_token_file=${home().tokenFile()}`))
  await home().editConfig((text) => `${text}\n[OTHER]\nregion=us-phoenix-1\n`)
  const { code, stdout, stderr } = await home().run('token --profile OTHER')
  expect([code, stdout]).toEqual([5, ''])
  expect(stderr).toContain('no security_token_file of its own')
})
