// Logins at a pseudo-terminal: what is asked, what is hidden, what goes on after a session has ended, and what Ctrl-C leaves.
import { createPrivateKey } from 'node:crypto'
import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { emulated } from '@x-tools/emulated'
import { afterEach, expect, test } from 'vitest'
import { homes } from './kit/home.ts'
import { logInAt, logInWith } from './kit/log-in.ts'
import { builtProgram } from './kit/program.ts'
import { KEY, type Pty } from './kit/pty.ts'
import { arrive, browserThatNotes, freePort } from './kit/browser.ts'

const oci = emulated()
const home = homes(oci)
const program = builtProgram()

afterEach(() => oci().clock.offset(0))

/** As over ssh, where an address can be pasted beside the port. */
const FAR = { SSH_CONNECTION: '192.0.2.1 50000 192.0.2.2 22', OCIX_LISTEN: '127.0.0.1:0' }
const start = (line: string, env: Readonly<Record<string, string | undefined>> = {}): Pty =>
  program().atTerminal(line, { ...home().env, ...env })
const config = (): Promise<string> => readFile(home().configFile, 'utf8')
const filesOfOci = async (): Promise<string[]> =>
  (await readdir(join(home().path, '.oci'), { recursive: true })).filter((name) => !name.endsWith('.bak')).sort()

/** A session whose token is over, by the clock that processes have. */
async function endedSession(options: Parameters<ReturnType<typeof home>['loginAgain']>[0] = {}): Promise<string> {
  oci().clock.offset(-7_200_000)
  const token = await home().loginAgain({ lifetimeSeconds: 3600, ...options })
  oci().clock.offset(0)
  return token
}

test('region and name are asked before the login, and who logged in is said', async () => {
  const pty = start('session authenticate --paste')
  await pty.waitFor('Region (type to find one)')
  await pty.waitFor('my home region')
  pty.resize(40, 12)
  pty.type(KEY.enter)
  await pty.waitFor('Name of the profile for the session')
  pty.type(`DAILY${KEY.enter}`)
  await logInAt(oci(), pty)
  await pty.waitFor(`Logged in as ${oci().user}`)
  await pty.waitFor('Next:  ocix session validate --profile DAILY')
  expect(await pty.ended).toBe(0)
  expect(await config()).toMatch(/\[DAILY\][^[]*region=us-phoenix-1/)
  expect(pty.shown).not.toContain(await readFile(home().tokenFile('DAILY'), 'utf8'))
})

test('a region that is typed is the one to log in to', async () => {
  const pty = start('session authenticate --paste --profile-name DAILY')
  await pty.waitFor('my home region')
  pty.type('zurich')
  await pty.waitFor('eu-zurich-1')
  pty.type(KEY.enter)
  await logInAt(oci(), pty)
  expect(await pty.ended).toBe(0)
  expect(await config()).toMatch(/\[DAILY\][^[]*region=eu-zurich-1/)
})

test('a profile that is no session is not replaced: another name is asked for, and a session asks first', async () => {
  const pty = start('session authenticate --paste --region phx --profile-name DEFAULT')
  await pty.waitFor('The profile DEFAULT is no session, and is not replaced. Name of the profile for the session')
  pty.type(`SESSION${KEY.enter}`)
  await pty.waitFor('Replace the session SESSION?')
  pty.type('n')
  await pty.waitFor('Name of the profile for the session')
  pty.type(`../x${KEY.enter}`)
  await pty.waitFor('Letters, digits')
  pty.type(`${'\u007F'.repeat(4)}OTHER${KEY.enter}`)
  await logInAt(oci(), pty)
  expect(await pty.ended).toBe(0)
  expect(await config()).toContain('[OTHER]')
})

test('a passphrase is asked twice, hidden, and stored only on request', async () => {
  const pty = start('session authenticate --paste --region phx --profile-name DAILY --use-passphrase')
  await pty.waitFor('Passphrase of the new private key')
  pty.type(`N/A${KEY.enter}`)
  await pty.waitFor('There has to be one.')
  pty.type(`${'\u007F'.repeat(3)}correct horse${KEY.enter}`)
  await pty.waitFor('The same again')
  pty.type(`another${KEY.enter}`)
  await pty.waitFor('It is not the same. Ctrl-C leaves.')
  pty.type(`${'\u007F'.repeat(7)}correct horse${KEY.enter}`)
  await pty.waitFor('Write the passphrase into the configuration file too')
  pty.type(KEY.enter)
  await logInAt(oci(), pty)
  expect(await pty.ended).toBe(0)
  const pem = await readFile(join(home().path, '.oci/sessions/DAILY/oci_api_key.pem'), 'utf8')
  expect(createPrivateKey({ key: pem, passphrase: 'correct horse' }).type).toBe('private')
  expect(pty.shown + (await config())).not.toContain('horse')
})

test.each([
  ['the region', 'session authenticate', 'my home region'],
  ['the name', 'session authenticate --region phx', 'Name of the profile'],
  ['the passphrase', 'session authenticate --region phx --profile-name X --use-passphrase', 'Passphrase of the new'],
  ['the address', 'session authenticate --region phx --profile-name X --paste', 'Address at which the browser ended'],
  ['the login', 'session authenticate --region phx --profile-name X --print-url --listen 127.0.0.1:0', 'Waiting for'],
])('Ctrl-C at %s is 130, and leaves nothing', async (_, line, shown) => {
  const before = [await config(), await filesOfOci()]
  const pty = start(line)
  await pty.waitFor(shown)
  pty.type(KEY.ctrlC)
  await pty.waitFor('Interrupted.')
  expect(await pty.ended).toBe(130)
  expect([await config(), await filesOfOci()]).toEqual(before)
})

test('an address without an answer is told, and another one can be pasted', async () => {
  const pty = start('session authenticate --region phx --profile-name DAILY --paste')
  const address = await logInWith(oci(), pty)
  await pty.waitFor('Address at which the browser ended')
  pty.type(`http://localhost:8181/${KEY.enter}`)
  await pty.waitFor('There is no answer of a login in the address.')
  await pty.waitFor('Address at which the browser ended')
  pty.type(address + KEY.enter)
  expect(await pty.ended).toBe(0)
})

test('over ssh an address can be pasted, also where another login has the port', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as { readonly port: number }
  const env = { ...FAR, OCIX_LISTEN: `127.0.0.1:${port}` }
  const pty = start('session authenticate --region phx --profile-name DAILY', env)
  await pty.waitFor('The port of the login is taken here, so that only pasting is left.')
  await logInAt(oci(), pty)
  expect(await pty.ended).toBe(0)
  taken.close()
})

test('over ssh a tunnel may bring the browser here, and takes the question away', async () => {
  const port = await freePort()
  const env = { ...FAR, OCIX_LISTEN: `127.0.0.1:${port}` }
  const pty = start('session authenticate --region phx --profile-name DAILY', env)
  const address = await logInWith(oci(), pty)
  await pty.waitFor(`run there first: ssh -L 8181:127.0.0.1:${port} `)
  await pty.waitFor('Address at which the browser ended')
  await arrive(port, address)
  await pty.waitFor('Logged in as')
  expect(await pty.ended).toBe(0)
})

test('BROWSER is the browser that opens', async () => {
  const { program: BROWSER, note } = await browserThatNotes(home().path)
  const pty = start('session authenticate --region phx --profile-name DAILY --listen 127.0.0.1:0', { BROWSER })
  await pty.waitFor(/Log in at \S+\n/)
  const url = /Log in at (\S+)\n/.exec(pty.shown)?.[1]
  await expect.poll(() => readFile(note, 'utf8').catch(() => '')).toBe(url)
  pty.type(KEY.ctrlC)
  expect(await pty.ended).toBe(130)
})

test.each([
  ['session token --format json --query profile', '"SESSION"'],
  ['raw-request --http-method GET --target-uri /20160918/regions --query data[0].name', '"'],
  ['exec -- echo it went on', 'it went on'],
])('%s goes on after a login, where its session has ended', async (line, shown) => {
  const before = await endedSession()
  const words = line.replace('/20160918', `${oci().url}/20160918`)
  const [command = '', ...rest] = words.split(' -- ')
  const pty = start([`${command} --profile SESSION`, ...rest].join(' -- '), FAR)
  await pty.waitFor('The session SESSION has ended. Log in again, and go on?')
  pty.type(KEY.enter)
  await logInAt(oci(), pty)
  await pty.waitFor(`Logged in as ${oci().user}`)
  await pty.waitFor(shown)
  expect(await pty.ended).toBe(0)
  expect(await readFile(home().tokenFile(), 'utf8')).not.toBe(before)
})

test.each([
  ['stays closed and stored', 'pass_phrase=hunter2\n'],
  ['is asked for anew, and stored nowhere', ''],
])('the passphrase of a key whose session has ended %s', async (_, stored) => {
  await endedSession()
  const keyFile = join(home().path, '.oci/sessions/SESSION/oci_api_key.pem')
  const key = createPrivateKey(await readFile(keyFile, 'utf8'))
  await writeFile(keyFile, key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hunter2' }))
  await home().editConfig((text) => text.replace('[SESSION]\n', `[SESSION]\n${stored}`))
  const pty = start('session token --profile SESSION --format json --query profile', FAR)
  await pty.waitFor('Log in again, and go on?')
  pty.type(KEY.enter)
  if (stored === '') {
    await pty.waitFor('Passphrase of the new private key')
    pty.type(`hunter2${KEY.enter}`)
    await pty.waitFor('The same again')
    pty.type(`hunter2${KEY.enter}`)
  }
  await logInAt(oci(), pty)
  await pty.waitFor('"SESSION"')
  expect(await pty.ended).toBe(0)
  const pem = await readFile(keyFile, 'utf8')
  expect(createPrivateKey({ key: pem, passphrase: 'hunter2' }).equals(key)).toBe(false)
  expect(pem).toContain('ENCRYPTED')
  expect((await config()).includes('hunter2')).toBe(stored !== '')
  expect(pty.shown).not.toContain('hunter2')
})

test('my home region is that of the user, also where the session before had another one', async () => {
  await home().editConfig((text) => text.replace(/(\[SESSION\][^[]*region\s*=\s*)\S+/, '$1eu-zurich-1'))
  const pty = start('session authenticate --paste')
  await pty.waitFor('my home region')
  pty.type(KEY.enter)
  await pty.waitFor('Name of the profile')
  pty.type(`SESSION${KEY.enter}`)
  await pty.waitFor('Replace the session SESSION?')
  pty.type('y')
  await logInAt(oci(), pty)
  expect(await pty.ended).toBe(0)
  expect(await config()).toMatch(/\[SESSION\][^[]*region\s*=\s*us-phoenix-1/)
})

test('who does not want to log in gets what the command met', async () => {
  const before = await endedSession()
  const pty = start('session token --profile SESSION', FAR)
  await pty.waitFor('Log in again, and go on?')
  pty.type('n')
  await pty.waitFor('Next:  ocix session authenticate --profile-name SESSION')
  expect([await pty.ended, await readFile(home().tokenFile(), 'utf8')]).toEqual([3, before])
})

test('without a terminal nobody is asked: 3, and the command to type', async () => {
  await endedSession()
  for (const line of ['session token --profile SESSION', 'exec --profile SESSION -- echo never']) {
    const { code, stdout, stderr } = await program().run(line, { ...home().env, ...FAR })
    expect([code, stdout, stderr]).toEqual([3, '', expect.stringContaining('Next:  ocix session authenticate')])
  }
})
