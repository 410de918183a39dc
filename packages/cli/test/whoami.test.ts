// `ocix whoami`.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { emulated } from '@x-tools/emulated'
import { afterEach, expect, test } from 'vitest'
import { homes } from './kit/home.ts'

const oci = emulated()
const home = homes(oci)

afterEach(() => oci().clock.offset(0))

test('an API key: which link, who, and where the key lies', async () => {
  const { code, stdout, stderr } = await home().run('whoami')
  expect([code, stderr]).toEqual([0, ''])
  expect(JSON.parse(stdout)).toEqual({
    link: 'config-profile',
    principal: 'user',
    source: 'API key',
    profile: 'DEFAULT',
    configFile: home().configFile,
    user: oci().user,
    tenancy: oci().tenancy,
    region: oci().region,
    fingerprint: oci().apiKey.fingerprint,
    privateKey: join(home().path, '.oci/oci_api_key.pem'),
  })
})

test('a session: until when its token and it are good, and where both secrets lie', async () => {
  await home().loginAgain({ lifetimeSeconds: 600, sessionSeconds: 7200 })
  const { code, stdout } = await home().run('whoami --profile SESSION --output json')
  const data = JSON.parse(stdout) as Record<string, string>
  expect([code, data]).toEqual([
    0,
    expect.objectContaining({
      link: 'config-profile',
      principal: 'session',
      profile: 'SESSION',
      user: oci().user,
      tenancy: oci().tenancy,
      privateKey: join(home().path, '.oci/sessions/SESSION/oci_api_key.pem'),
      token: home().tokenFile(),
    }),
  ])
  const minutesOf = (time = ''): number => Math.round((Date.parse(time) - oci().clock.now()) / 60_000)
  expect([minutesOf(data['expiresAt']), minutesOf(data['sessionExpiresAt'])]).toEqual([10, 120])
  expect(stdout).not.toContain(await readFile(home().tokenFile(), 'utf8'))
})

test('the instance: what it is, and that its secrets lie in no file', async () => {
  const env = { ...(await oci().environment('instance')), HOME: '/nowhere' }
  const { code, stdout } = await home().run('whoami --auth instance_principal', { env, homeDirectory: '/nowhere' })
  expect([code, JSON.parse(stdout)]).toEqual([
    0,
    {
      link: 'instance-principal',
      principal: 'instance',
      source: 'instance metadata',
      instance: oci().instance,
      tenancy: oci().tenancy,
      region: oci().region,
      expiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
      privateKey: 'memory of this process',
      token: 'memory of this process',
    },
  ])
})

test('a key in a variable is told by the name of the variable', async () => {
  const pem = await readFile(join(home().path, '.oci/oci_api_key.pem'), 'utf8')
  const env = {
    OCI_CLI_TENANCY: oci().tenancy,
    OCI_CLI_USER: oci().user,
    OCI_CLI_FINGERPRINT: oci().apiKey.fingerprint,
    OCI_CLI_KEY_CONTENT: pem,
    OCI_CLI_REGION: 'phx',
    HOME: '/nowhere',
  }
  const { code, stdout } = await home().run('whoami', { env, homeDirectory: '/nowhere' })
  expect([code, JSON.parse(stdout)]).toEqual([
    0,
    expect.objectContaining({ link: 'environment', principal: 'user', privateKey: 'variable OCI_CLI_KEY_CONTENT' }),
  ])
  expect(stdout).not.toContain(pem.slice(100, 160))
})

test('people see a table, and scripts a part', async () => {
  const { stdout } = await home().run('whoami', { isTTY: true })
  expect(stdout).toMatch(/^link +config-profile\nprincipal +user\n/)
  expect((await home().run('whoami --query tenancy --raw-output')).stdout).toBe(`${oci().tenancy}\n`)
})

test('a session that is over is 3, and the login that helps is named', async () => {
  oci().clock.offset(2 * 3_600_000)
  const { code, stdout, stderr } = await home().run('whoami --profile SESSION')
  expect([code, stdout]).toEqual([3, ''])
  expect(stderr).toMatch(/\nNext: {2}ocix session authenticate --profile-name SESSION\n$/)
})

test('without a configuration it is 5', async () => {
  const { code, stderr } = await home().run('whoami --config-file none')
  expect([code, stderr]).toEqual([5, expect.stringContaining('Next:  ocix setup config')])
})
