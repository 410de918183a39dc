// `ocix session authenticate`, without a terminal.
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { emulated } from '@x-tools/emulated'
import { logIn } from '@x-tools/emulated/log-in'
import { afterEach, expect, test } from 'vitest'
import { homes, type Ended, type RunOptions } from './kit/home.ts'
import { arrive, freePort } from './kit/browser.ts'

const oci = emulated()
const home = homes(oci)

afterEach(() => {
  oci().clock.offset(0)
  oci().faults.clear()
})

/** Runs a line, with a person who logs in as soon as a browser opens. */
async function authenticate(words: string, options: RunOptions & { decision?: 'deny' } = {}): Promise<Ended> {
  const port = await freePort()
  const openBrowser = async (url: string): Promise<void> => {
    void logIn(oci(), url, options.decision).then((address) => arrive(port, address))
  }
  return home().run(`session authenticate --listen 127.0.0.1:${port} ${words}`, { openBrowser, ...options })
}

const claimsOf = (token: string): Record<string, number> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, number>

test('a login with a browser opens a session, and says as whom, where, until when and what next', async () => {
  const { code, stdout, stderr } = await authenticate('--profile-name DAILY --region phx')
  expect([code, stdout]).toEqual([0, ''])
  const lines = stderr.trimEnd().split('\n')
  expect(lines[0]).toMatch(
    /^Log in at http:\/\/127\.0\.0\.1:\d+\/v1\/oauth2\/authorize\?action=login&.*public_key=eyJrdHki/,
  )
  expect(lines[1]).toMatch(
    new RegExp(`^Logged in as ${oci().user} in ${oci().tenancy}, until [-\\d]{10} [:\\d]{8} UTC$`),
  )
  expect(lines[2]).toBe('Next:  ocix session validate --profile DAILY')
  expect((await home().run('session validate --profile DAILY')).code).toBe(0)
})

test('as data it tells where all lies, and no secret', async () => {
  const { stdout } = await authenticate('--profile-name DAILY --region phx --output json')
  const token = await readFile(home().tokenFile('DAILY'), 'utf8')
  expect(JSON.parse(stdout)).toEqual({
    profile: 'DAILY',
    configFile: home().configFile,
    tokenFile: home().tokenFile('DAILY'),
    keyFile: join(home().path, '.oci/sessions/DAILY/oci_api_key.pem'),
    region: 'us-phoenix-1',
    tenancy: oci().tenancy,
    user: oci().user,
    expiresAt: expect.stringMatching(/Z$/),
    sessionExpiresAt: expect.stringMatching(/Z$/),
  })
  expect(stdout).not.toContain(token)
})

test('where nobody says a region it is the home region of the user', async () => {
  const { code, stdout } = await authenticate('--profile-name DAILY --output json --query region --raw-output')
  expect([code, stdout]).toEqual([0, 'us-phoenix-1\n'])
})

test('OCI_CLI_PROFILE names the profile that is written, and --profile-name wins', async () => {
  const env = { OCI_CLI_PROFILE: 'OF_VARIABLE' }
  expect((await authenticate('--region phx', { env })).code).toBe(0)
  expect((await authenticate('--region phx --profile-name NAMED', { env })).code).toBe(0)
  expect(await readFile(home().configFile, 'utf8')).toMatch(/\[OF_VARIABLE\][^]*\[NAMED\]/)
})

test('the first profile of all is DEFAULT, and another --config-location is named in what to type next', async () => {
  const { code, stderr } = await authenticate(
    '--region phx --config-location fresh/config --token-location fresh/sessions',
  )
  expect([code, stderr]).toEqual([
    0,
    expect.stringContaining(`validate --profile DEFAULT --config-file ${join(home().path, 'fresh/config')}\n`),
  ])
  expect((await stat(join(home().path, 'fresh/sessions/DEFAULT/token'))).mode & 0o777).toBe(0o600)
})

test('a session that is written to another file than is read says how to read it', async () => {
  const env = { OCI_CLI_CONFIG_FILE: join(home().path, 'read here') }
  const { stderr } = await authenticate('--region phx --profile-name DAILY', { env })
  expect(stderr).toContain(`validate --profile DAILY --config-file ${home().configFile}\n`)
})

test('without a name, and nobody to ask, it is 2, and no browser opens', async () => {
  const { code, stderr } = await authenticate('--region phx', {
    openBrowser: () => Promise.reject(new Error('opened')),
  })
  expect([code, stderr]).toEqual([
    2,
    'Error: The session has no name. Give --profile-name NAME.\nHelp:  ocix session authenticate --help\n',
  ])
})

test.each(['', '--no-browser'])('an API key is never replaced: %s', async (words) => {
  const before = await readFile(home().configFile, 'utf8')
  const line = `session authenticate --region phx --profile-name DEFAULT ${words}`
  const { code, stderr } = await home().run(line)
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining('The profile DEFAULT is no session, and is not replaced. Give --profile-name NAME.'),
  ])
  expect(await readFile(home().configFile, 'utf8')).toBe(before)
})

test('a session is replaced, and its region and names are remembered', async () => {
  const { tenancyName: tenant, identityProviderName: provider } = oci().login
  const names = `--tenancy-name ${tenant} --identity-provider-name ${provider}`
  const first = await authenticate(`--profile-name DAILY --region phx ${names}`)
  expect(first.code).toBe(0)
  const token = await readFile(home().tokenFile('DAILY'), 'utf8')
  const { code, stderr } = await authenticate('--profile-name DAILY')
  expect(code).toBe(0)
  expect(stderr).toContain(`&tenant=${tenant}&provider=${provider}\n`)
  expect(await readFile(home().tokenFile('DAILY'), 'utf8')).not.toBe(token)
})

test('--reuse keeps a session that the service takes, and replaces any other', async () => {
  const line = '--profile-name SESSION --region phx --reuse'
  const token = await readFile(home().tokenFile(), 'utf8')
  const kept = await authenticate(line, { openBrowser: () => Promise.reject(new Error('opened')) })
  expect([kept.code, kept.stderr]).toEqual([0, expect.stringMatching(/^Session SESSION is kept: it is good until /)])
  expect(await readFile(home().tokenFile(), 'utf8')).toBe(token)
  const data = await authenticate(`${line} --output json --query valid`)
  expect([data.code, data.stdout]).toEqual([0, 'true\n'])
  oci().clock.offset(400_000_000)
  expect((await authenticate(line)).stderr).toContain('Logged in as')
  expect(await readFile(home().tokenFile(), 'utf8')).not.toBe(token)
})

test('a browser that does not open ends nothing: the address is there', async () => {
  const port = await freePort()
  const openBrowser = async (url: string): Promise<void> => {
    void logIn(oci(), url).then((address) => arrive(port, address))
    throw new Error('none')
  }
  const line = `session authenticate --profile-name DAILY --region phx --listen 127.0.0.1:${port}`
  const { code, stderr } = await home().run(line, { openBrowser })
  expect([code, stderr]).toEqual([0, expect.stringContaining('No browser could be opened here: use the address.\n')])
})

test('--print-url has the address alone on stdout, and opens nothing', async () => {
  const { code, stdout } = await authenticate('--profile-name DAILY --region phx --print-url --timeout 1s', {
    openBrowser: () => Promise.reject(new Error('opened')),
  })
  expect([code, stdout]).toEqual([
    6,
    expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/v1\/oauth2\/authorize\?\S+\n$/),
  ])
})

test('over ssh nothing opens, and the tunnel is named', async () => {
  const { code, stderr } = await authenticate('--profile-name DAILY --region phx --timeout 1s', {
    openBrowser: () => Promise.reject(new Error('opened')),
    env: { SSH_CONNECTION: '192.0.2.1 50000 192.0.2.2 22' },
  })
  expect([code, stderr]).toEqual([
    6,
    expect.stringMatching(/\nWith the browser on another machine, run there first: ssh -L 8181:127\.0\.0\.1:\d+ /),
  ])
  expect(stderr).toContain('Next:  the same command with a longer --timeout\n')
})

test('a login that is denied is 4, and a port that is taken 7; nothing is written', async () => {
  const before = await readFile(home().configFile, 'utf8')
  const denied = await authenticate('--profile-name DAILY --region phx', { decision: 'deny' })
  expect([denied.code, denied.stderr]).toEqual([4, expect.stringContaining('The login was denied')])
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { readonly port: number }
  const line = `session authenticate --profile-name DAILY --region phx --listen 127.0.0.1:${port}`
  const taken = await home().run(line)
  expect([taken.code, taken.stderr]).toEqual([7, expect.stringContaining('Next:  the same command with --paste')])
  server.close()
  expect(await readFile(home().configFile, 'utf8')).toBe(before)
})

test('--use-passphrase takes that of the variable, encrypts the key, and stores it nowhere', async () => {
  const env = { OCI_CLI_PASSPHRASE: 'correct horse' }
  expect((await authenticate('--profile-name DAILY --region phx --use-passphrase', { env })).code).toBe(0)
  const pem = await readFile(join(home().path, '.oci/sessions/DAILY/oci_api_key.pem'), 'utf8')
  expect(pem).toContain('BEGIN ENCRYPTED PRIVATE KEY')
  expect(createPrivateKey({ key: pem, passphrase: 'correct horse' }).asymmetricKeyType).toBe('rsa')
  expect(await readFile(home().configFile, 'utf8')).not.toContain('horse')
  const nobody = await authenticate('--profile-name OTHER --region phx --use-passphrase')
  expect([nobody.code, nobody.stderr]).toEqual([2, expect.stringContaining('Give OCI_CLI_PASSPHRASE.')])
})

test('--session-expiration-in-minutes holds with a browser too: the session ends then', async () => {
  const { code, stdout } = await authenticate(
    `--profile-name DAILY --region phx --session-expiration-in-minutes 7 --tenancy-name ${oci().login.tenancyName} --output json`,
  )
  expect(code).toBe(0)
  const { exp = 0, iat = 0 } = claimsOf(await readFile(home().tokenFile('DAILY'), 'utf8'))
  expect(exp - iat).toBe(7 * 60)
  expect(JSON.parse(stdout)).toMatchObject({ expiresAt: new Date(exp * 1000).toISOString() })
  expect((await home().run('session validate --profile DAILY')).code).toBe(0)
  expect(await readFile(home().configFile, 'utf8')).toContain(`login_tenancy_name=${oci().login.tenancyName}`)
})

test('a session that could not be shortened is not left behind', async () => {
  oci().faults.add({
    match: { path: '/v1/token/upst/actions/GenerateUpst' },
    effect: { status: 400, code: 'InvalidParameter', message: 'no' },
  })
  const { code, stderr } = await authenticate('--profile-name DAILY --region phx --session-expiration-in-minutes 7')
  expect([code, stderr]).toEqual([1, expect.stringContaining('could not be made shorter, and is removed again.')])
  expect(await readFile(home().configFile, 'utf8')).not.toContain('[DAILY]')
})

test.each([
  ['API key', '--profile DEFAULT'],
  ['session', '--profile SESSION --auth security_token'],
  ['session, by its profile', '--profile SESSION'],
])('--no-browser opens a session by what is there: %s', async (_, words) => {
  const line = `session authenticate --no-browser --profile-name SHORT --session-expiration-in-minutes 15 ${words}`
  const { code, stderr } = await home().run(line)
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^Logged in as ocid1\.user\./)])
  const { exp = 0, iat = 0 } = claimsOf(await readFile(home().tokenFile('SHORT'), 'utf8'))
  expect(exp - iat).toBe(15 * 60)
  expect((await home().run('session validate --profile SHORT')).code).toBe(0)
})

test('--no-browser by a session may replace that session', async () => {
  const token = await readFile(home().tokenFile(), 'utf8')
  const { code } = await home().run('session authenticate --no-browser --profile SESSION --profile-name SESSION')
  expect(code).toBe(0)
  expect(await readFile(home().tokenFile(), 'utf8')).not.toBe(token)
  expect((await home().run('session validate --profile SESSION')).code).toBe(0)
})

test('a key of yours is bound to the session; without its private half nobody can sign yet', async () => {
  const keys = join(home().path, 'keys')
  await mkdir(keys)
  const session = join(home().path, '.oci/sessions/SESSION')
  await writeFile(join(keys, 'mine_public.pem'), await publicOf(join(session, 'oci_api_key.pem')))
  const line =
    'session authenticate --no-browser --profile DEFAULT --profile-name MINE --public-key-file-path keys/mine_public.pem'
  const alone = await home().run(line)
  expect([alone.code, alone.stderr]).toEqual([0, expect.stringContaining('Warning: Nobody can sign with it yet.')])
  expect(await readFile(home().configFile, 'utf8')).toContain('key_file=Update_private_key_path')
  const both = await home().run(`${line} --private-key-file-path ${join(session, 'oci_api_key.pem')}`)
  expect([both.code, both.stderr]).toEqual([0, expect.not.stringContaining('Warning')])
  expect((await home().run('session validate --profile MINE')).code).toBe(0)
  await rm(keys, { recursive: true })
})

const publicOf = async (file: string): Promise<string> =>
  createPublicKey(await readFile(file, 'utf8')).export({ type: 'spki', format: 'pem' }) as string

test.each([
  ['--public-key-file-path x', 'Give --no-browser as well.'],
  ['--no-browser --print-url', 'Leave out one of them.'],
  ['--no-browser --private-key-file-path x', 'Give --public-key-file-path as well.'],
  ['--no-browser --public-key-file-path x --use-passphrase', '--use-passphrase is for a new key.'],
  ['--paste --listen 9000', 'Give either --paste or --listen, not both.'],
  ['--profile-name X --region phx --paste', 'Run it at a terminal, or leave out --paste.'],
  ['--listen nowhere', '--listen cannot be "nowhere". Give an address of this machine such as 127.0.0.1:9000'],
  ['--session-expiration-in-minutes 4', 'Give a whole number from 5 to 60.'],
  ['--session-expiration-in-minutes 61 --no-browser', 'Give a whole number from 5 to 60.'],
  ['--timeout soon', 'Give a time such as 90s, 5m or 1h.'],
  ['--profile-name ../x', '"../x" cannot be the name of a session.'],
  ['--profile-name X --region us-nowhere-9', 'us-nowhere-9'],
])('%s is 2 before anybody is asked to log in: %s', async (words, sentence) => {
  const { code, stderr } = await home().run(`session authenticate ${words}`, {
    env: { OCI_CLI_ENDPOINT: undefined },
  })
  expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)])
})
