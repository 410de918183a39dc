// `ocix doctor`.
import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { chmod, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { emulated } from '@x-tools/emulated'
import { afterEach, expect, test } from 'vitest'
import { homes, type RunOptions } from './kit/home.ts'

const oci = emulated()
const home = homes(oci)

afterEach(() => {
  oci().clock.offset(0)
  oci().faults.clear()
})

interface Row {
  readonly check: string
  readonly state: string
  readonly sentence: string
  readonly remedy?: string
  readonly links?: readonly { readonly link: string; readonly outcome: string; readonly why: string }[]
}

interface Examined {
  readonly code: number
  readonly rows: Readonly<Record<string, Row>>
  readonly printed: string
}

async function examine(rest = '', { env, ...options }: RunOptions = {}): Promise<Examined> {
  // So that the last link is asked here, and not in the network of whoever runs the tests.
  const metadata = { OCI_METADATA_BASE_URL: oci().metadataUrl }
  const { code, stdout, stderr } = await home().run(`doctor ${rest}`, { ...options, env: { ...metadata, ...env } })
  const rows = stdout === '' ? [] : (JSON.parse(stdout) as readonly Row[])
  return { code, rows: Object.fromEntries(rows.map((row) => [row.check, row])), printed: stdout + stderr }
}

const statesOf = ({ rows }: Examined): Record<string, string> =>
  Object.fromEntries(Object.entries(rows).map(([check, { state }]) => [check, state]))
const keyFile = (): string => join(home().path, '.oci/oci_api_key.pem')
const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777

test('an API key that is well', async () => {
  const examined = await examine()
  expect([examined.code, statesOf(examined)]).toEqual([
    0,
    {
      configuration: 'ok',
      permissions: 'ok',
      key: 'ok',
      fingerprint: 'ok',
      session: 'not-asked',
      proxy: 'ok',
      name: 'not-asked',
      endpoint: 'ok',
      clock: 'ok',
      signature: 'ok',
      chain: 'ok',
    },
  ])
  expect(examined.rows['chain']?.sentence).toContain('takes config-profile.')
  expect(examined.rows['chain']?.links?.map(({ link, outcome }) => [link, outcome])).toContainEqual([
    'environment',
    'absent',
  ])
})

test('a session that is well, and none of its secrets is shown', async () => {
  const examined = await examine('--profile SESSION --debug')
  expect(examined.code).toBe(0)
  expect(statesOf(examined)).toMatchObject({ session: 'ok', signature: 'ok', fingerprint: 'not-asked' })
  expect(examined.rows['session']?.sentence).toMatch(/^Session is valid until [-\d]+ [:\d]+ UTC\.$/)
  expect(examined.printed).not.toMatch(/ST\$(?!<)|eyJ|signature="(?!<redacted>)|PRIVATE KEY/)
})

test('the instance, without a file', async () => {
  const env = { ...(await oci().environment('instance')), HOME: '/nowhere' }
  const examined = await examine('--auth instance_principal', { env, homeDirectory: '/nowhere' })
  expect([examined.code, statesOf(examined)]).toEqual([
    0,
    expect.objectContaining({ configuration: 'ok', permissions: 'not-asked', key: 'not-asked', signature: 'ok' }),
  ])
})

test('--local asks no service', async () => {
  const before = oci().requests.length
  const examined = await examine('--local --endpoint http://127.0.0.1:1')
  expect([examined.code, oci().requests.length]).toEqual([0, before])
  expect(statesOf(examined)).toMatchObject({
    key: 'ok',
    name: 'not-asked',
    endpoint: 'not-asked',
    clock: 'not-asked',
    signature: 'not-asked',
    chain: 'not-asked',
  })
})

test('no configuration is 5, and what needs none is looked at all the same', async () => {
  const examined = await examine('--config-file none')
  expect(examined.code).toBe(5)
  expect(statesOf(examined)).toMatchObject({
    configuration: 'fault',
    permissions: 'not-asked',
    endpoint: 'ok',
    clock: 'ok',
    signature: 'not-asked',
  })
  expect(examined.rows['configuration']).toMatchObject({ remedy: 'ocix setup config, or ocix session authenticate' })
})

test('a profile that lacks something is told by name', async () => {
  await home().editConfig((text) => text.replace(/^user=.*\n/m, ''))
  const examined = await examine('--local')
  expect([examined.code, examined.rows['configuration']]).toEqual([
    5,
    { check: 'configuration', state: 'fault', sentence: expect.stringContaining('"user" is missing') },
  ])
})

test('others may read: a warning, which --fix mends, in the folders of OCI too', async () => {
  const { configFile, tokenFile, path } = home()
  const folder = dirname(tokenFile())
  await Promise.all([chmod(configFile, 0o644), chmod(tokenFile(), 0o640), chmod(folder, 0o755), chmod(path, 0o755)])
  const found = await examine('--profile SESSION --local')
  expect([found.code, found.rows['permissions']]).toEqual([
    0,
    {
      check: 'permissions',
      state: 'warning',
      sentence: expect.stringMatching(/^Others may read or change .*SESSION \(mode 0755\).*config \(mode 0644\)/),
      remedy: 'the same command with --fix',
    },
  ])
  expect(await modeOf(configFile)).toBe(0o644)
  const fixed = await examine('--profile SESSION --local --fix')
  expect(fixed.rows['permissions']).toMatchObject({ state: 'ok', sentence: expect.stringMatching(/^Repaired: /) })
  expect(await Promise.all([configFile, tokenFile(), folder, path].map(modeOf))).toEqual([0o600, 0o600, 0o700, 0o755])
  expect((await examine('--profile SESSION --local --fix')).rows['permissions']?.sentence).toBe(
    'Nobody else may read or change the files of the profile.',
  )
})

test('a folder that is not OCI’s stays as it is, a file in it is mended behind its link', async () => {
  const file = join(home().path, 'elsewhere.pem')
  await writeFile(file, await readFile(keyFile()), { mode: 0o644 })
  await rm(keyFile())
  await symlink(file, keyFile())
  const before = await modeOf(home().path)
  expect((await examine('--local --fix')).rows['permissions']?.state).toBe('ok')
  expect([await modeOf(file), await modeOf(home().path)]).toEqual([0o600, before])
})

test('a key that is not there, is none, or is too short is 5', async () => {
  await rm(keyFile())
  const missing = await examine('--local')
  expect([missing.code, missing.rows['key']?.state]).toEqual([5, 'fault'])
  await writeFile(keyFile(), 'nothing', { mode: 0o600 })
  const none = await examine('--local')
  expect([none.code, none.rows['key']?.state]).toEqual([5, 'fault'])
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  await writeFile(keyFile(), privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const short = await examine('--local')
  expect([short.code, short.rows['key']?.sentence]).toEqual([
    5,
    'The private key has 1024 bits, and OCI asks for 2048.',
  ])
})

test('an encrypted key is a warning, and opened by OCI_CLI_PASSPHRASE', async () => {
  const key = createPrivateKey(await readFile(keyFile(), 'utf8'))
  await writeFile(keyFile(), key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hunter2' }))
  const closed = await examine('--local')
  expect([closed.code, closed.rows['key']]).toEqual([
    0,
    expect.objectContaining({ state: 'warning', remedy: 'Set OCI_CLI_PASSPHRASE.' }),
  ])
  const opened = await examine('--local', { env: { OCI_CLI_PASSPHRASE: 'hunter2' } })
  expect([opened.rows['key']?.state, opened.rows['fingerprint']?.state]).toEqual(['ok', 'ok'])
  expect(opened.printed).not.toContain('hunter2')
})

test('the fingerprint of another key is 9, by the file and by the service', async () => {
  const other = `${'aa:'.repeat(15)}aa`
  await home().editConfig((text) => text.replace(/fingerprint=.*/, `fingerprint=${other}`))
  const examined = await examine()
  expect([examined.code, examined.rows['fingerprint']]).toEqual([
    9,
    expect.objectContaining({ state: 'fault', sentence: expect.stringContaining(oci().apiKey.fingerprint) }),
  ])
  expect(examined.rows['signature']).toMatchObject({
    state: 'fault',
    sentence: expect.stringMatching(/^The service refuses the signature\. .*fingerprint/),
  })
})

test('a session that is over is 3, and the login that helps is named', async () => {
  oci().clock.offset(2 * 3_600_000)
  const examined = await examine('--profile SESSION')
  expect([examined.code, examined.rows['session']]).toEqual([
    3,
    expect.objectContaining({ state: 'fault', remedy: 'ocix session authenticate --profile-name SESSION' }),
  ])
  expect(statesOf(examined)).toMatchObject({ endpoint: 'ok', clock: 'ok', signature: 'fault' })
})

test.each([
  [0, 'ok', 0, /^This machine's clock is the service's, to the second\.$/],
  [20_000, 'ok', 0, /20 s behind the service's\.$/],
  [-20_000, 'ok', 0, /ahead of the service's\.$/],
  [120_000, 'warning', 0, /at five minutes every request is refused/],
  [3_600_000, 'fault', 4, /1 h 0 min behind the service's: requests are refused/],
  [-3_600_000, 'fault', 4, /ahead of the service's: requests are refused/],
])('a service whose clock is %i ms ahead: %s', async (offset, state, exit, sentence) => {
  // A Date has whole seconds.
  const at = Math.floor(oci().clock.now() / 1000) * 1000
  oci().clock.freeze(at + offset)
  const examined = await examine('', { now: () => at })
  oci().clock.resume()
  expect([examined.code, examined.rows['clock']?.state]).toEqual([exit, state])
  expect(examined.rows['clock']?.sentence).toMatch(sentence)
})

test('a service that cannot be reached is 6', async () => {
  const examined = await examine('--endpoint http://127.0.0.1:1')
  expect([examined.code, examined.rows['endpoint']]).toEqual([
    6,
    expect.objectContaining({ state: 'fault', sentence: expect.stringContaining('127.0.0.1:1') }),
  ])
  expect(statesOf(examined)).toMatchObject({ clock: 'not-asked', signature: 'not-asked' })
})

test('a name that nobody knows is 6, and nothing is sent there', async () => {
  const examined = await examine('--endpoint https://identity.invalid')
  expect([examined.code, examined.rows['name']?.sentence]).toEqual([
    6,
    expect.stringMatching(/^No name server knows identity\.invalid( \([A-Z_]+\))?\.$/),
  ])
  expect(examined.rows['endpoint']?.state).toBe('not-asked')
  // A resolver without a network takes its time.
}, 60_000)

test('a service that is not well is 6', async () => {
  oci().faults.add({ match: { path: '/20160918/regions' }, effect: { status: 503 } })
  const examined = await examine()
  expect([examined.code, examined.rows['endpoint']?.sentence]).toEqual([6, `${oci().url} answers 503: it is not well.`])
  expect(examined.rows['signature']?.state).toBe('not-asked')
})

test('no region and no endpoint is 2', async () => {
  await home().editConfig((text) => text.replaceAll(/^region.*\n/gm, ''))
  const examined = await examine('', { env: { OCI_CLI_ENDPOINT: undefined } })
  expect([examined.code, examined.rows['name']?.sentence]).toEqual([2, expect.stringContaining('Give --region REGION')])
})

test('an endpoint that is none is 2', async () => {
  const examined = await examine('--endpoint nonsense')
  expect([examined.code, examined.rows['name']?.sentence]).toEqual([2, expect.stringContaining('is no endpoint.')])
})

test.each([
  [{ HTTPS_PROXY: 'http://me:hunter2@proxy.test:3128', NO_PROXY: 'localhost' }, '', 'ok', 0],
  [{ https_proxy: 'socks5://proxy.test' }, '', 'fault', 2],
  [{ ALL_PROXY: 'http://proxy.test' }, '', 'warning', 0],
  [{ HTTP_PROXY: 'http://proxy.test' }, '', 'ok', 0],
  [{}, '--proxy proxy.test:3128', 'ok', 0],
])('proxies: %o %s is %s', async (env, rest, state, exit) => {
  const examined = await examine(`--local ${rest}`, { env })
  expect([examined.code, examined.rows['proxy']?.state]).toEqual([exit, state])
  expect(examined.printed).not.toContain('hunter2')
})

test('what programs would stop at is a warning', async () => {
  const half = await examine('--profile SESSION', { env: { OCI_SECURITY_TOKEN: 'half of it' } })
  expect([half.code, half.rows['chain']]).toEqual([
    0,
    expect.objectContaining({
      state: 'warning',
      sentence: expect.stringMatching(/^A program that calls defaultSigner\(\) stops at environment: /),
    }),
  ])
  expect(half.printed).not.toContain('half of it')
})

test('people see a line for each check, with what to do below it', async () => {
  await chmod(home().configFile, 0o644)
  const { code, stdout } = await home().run('doctor --local', { isTTY: true, env: { NO_COLOR: '1' } })
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /^ok {9}configuration {2}Profile DEFAULT of .*\nwarning {4}permissions {4}Others may .*\n {26}Next: {2}the same/,
  )
  expect((await home().run('doctor --local --output table')).stdout).toMatch(/^STATE +CHECK +SENTENCE +REMEDY\n/)
  expect((await home().run('doctor --local', { isTTY: true })).stdout).toContain('\u001B[32mok')
})

test('Ctrl-C ends it while the service is waited for', async () => {
  oci().faults.add({ effect: { delayMs: 600_000 } })
  const onInterrupt = (listener: () => void): (() => void) => {
    setImmediate(listener)
    return () => {}
  }
  const { code, stdout, stderr } = await home().run('doctor', { onInterrupt })
  expect([code, stdout, stderr]).toEqual([130, '', 'Interrupted.\n'])
})
