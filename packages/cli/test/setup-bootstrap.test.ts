// `ocix setup bootstrap`: a login, an API key at the service, and a profile that signs with it; or nothing of all this.
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { emulated } from '@x-tools/emulated'
import { loadConfig } from '@x/config'
import { Signer } from '@x/signer'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { homes } from './kit/home.ts'
import { logInAt, logInWith } from './kit/log-in.ts'
import { builtProgram } from './kit/program.ts'
import { KEY, type Pty } from './kit/pty.ts'

const oci = emulated()
const home = homes(oci)
const program = builtProgram()
const LINE = 'setup bootstrap --paste --profile-name BOOT'

/** As the user whose first API key the emulator has. */
async function send(method: string, path: string, body?: string): Promise<Response> {
  const { tenancy, user, apiKey, url } = oci()
  const signer = new Signer({ tenancy, user, fingerprint: apiKey.fingerprint, privateKey: apiKey.pem })
  const headers = body === undefined ? {} : { 'content-type': 'application/json' }
  const signed = await signer.sign({ method, url: `${url}/20160918${path}`, headers, body })
  return fetch(signed.url, signed as RequestInit)
}

const keysPath = (): string => `/users/${oci().user}/apiKeys`

async function fingerprints(): Promise<string[]> {
  const keys = (await (await send('GET', keysPath())).json()) as { readonly fingerprint: string }[]
  return keys.map(({ fingerprint }) => fingerprint)
}

const others = async (): Promise<string[]> =>
  (await fingerprints()).filter((fingerprint) => fingerprint !== oci().apiKey.fingerprint)

/** Fills what room there is for further keys. */
async function fill(): Promise<string[]> {
  for (const name of ['one', 'two']) {
    const key = createPublicKey(oci().createSession().privateKeyPem).export({ type: 'spki', format: 'pem' })
    const { status } = await send('POST', keysPath(), JSON.stringify({ key }))
    if (status !== 200) throw new Error(`The key ${name} was refused.`)
  }
  return fingerprints()
}

let temporary = ''
beforeEach(async () => {
  temporary = join(home().path, 'tmp')
  await mkdir(temporary)
})
afterEach(async () => {
  oci().faults.clear()
  for (const fingerprint of await others()) await send('DELETE', `${keysPath()}/${fingerprint}`)
})

const start = (line: string): Pty => program().atTerminal(line, { ...home().env, TMPDIR: temporary })
/** But for the copy of the configuration that is made before it is changed. */
const filesOfOci = async (): Promise<string[]> =>
  (await readdir(join(home().path, '.oci'))).filter((name) => !name.endsWith('.bak')).sort()

/** Nothing of it is left: neither here, nor at the service, nor of the login. */
async function nothingIsLeft(before: { readonly files: string[]; readonly keys: string[] }): Promise<void> {
  expect(await filesOfOci()).toEqual(before.files)
  expect(await readFile(home().configFile, 'utf8')).not.toContain('[BOOT]')
  expect(await fingerprints()).toEqual(before.keys)
  expect(await readdir(temporary)).toEqual([])
}

const state = async (): Promise<{ files: string[]; keys: string[] }> => ({
  files: await filesOfOci(),
  keys: await fingerprints(),
})

test('after a login there is a profile whose key signs, and the session of the login is gone', async () => {
  const pty = start(`${LINE} --no-passphrase`)
  await pty.waitFor('Location of the configuration file')
  pty.type(KEY.enter)
  await logInAt(oci(), pty)
  await pty.waitFor('is uploaded, and the profile BOOT signs with it.')
  await pty.waitFor('Next:  ocix whoami --profile BOOT')
  expect(await pty.ended).toBe(0)
  const config = await loadConfig({ file: home().configFile, profile: 'BOOT' })
  expect([config.user, config.tenancy, config.region]).toEqual([oci().user, oci().tenancy, oci().region])
  const signed = await Signer.fromConfig(config).sign({ method: 'GET', url: `${oci().url}/20160918/regions` })
  expect((await fetch(signed.url, signed)).status).toBe(200)
  expect(await others()).toEqual([config.fingerprint])
  expect(await readdir(temporary)).toEqual([])
  expect(await readdir(join(home().path, '.oci/sessions'))).toEqual(['SESSION'])
})

test('the passphrase encrypts the key, and is stored nowhere', async () => {
  const pty = start(`${LINE} --config-location ${home().configFile}`)
  for (const question of ['Passphrase of the new private key', 'The same again']) {
    await pty.waitFor(question)
    pty.type(`hunter2${KEY.enter}`)
  }
  await logInAt(oci(), pty)
  expect(await pty.ended).toBe(0)
  const pem = await readFile(join(home().path, '.oci/oci_api_key_BOOT.pem'), 'utf8')
  expect(createPrivateKey({ key: pem, passphrase: 'hunter2' }).asymmetricKeyType).toBe('rsa')
  expect((await readFile(home().configFile, 'utf8')) + pty.shown).not.toContain('hunter2')
})

const QUIET = (): string => `${LINE} --no-passphrase --config-location ${home().configFile}`

test('an address that is none is told, and asked for again', async () => {
  const pty = start(QUIET())
  const address = await logInWith(oci(), pty)
  await pty.waitFor('Address at which the browser ended')
  pty.type(`http://localhost:8181/${KEY.enter}`)
  await pty.waitFor('There is no answer of a login in the address.')
  await pty.waitFor('Address at which the browser ended')
  pty.type(address + KEY.enter)
  expect(await pty.ended).toBe(0)
  expect(pty.shown).not.toContain('security_token')
})

test('where there is no room for another key, one is chosen, and deleted', async () => {
  const [, second] = await fill()
  const pty = start(QUIET())
  await logInAt(oci(), pty)
  await pty.waitFor('Which one shall be deleted?')
  pty.type(KEY.down + KEY.down)
  pty.type(KEY.enter)
  await pty.waitFor(`Delete ${second}?`)
  pty.type('y')
  await pty.waitFor('is uploaded')
  expect(await pty.ended).toBe(0)
  const after = await fingerprints()
  expect([after.length, after.includes(String(second))]).toEqual([3, false])
})

test('--delete-key answers that question, and --output json says what became of it', async () => {
  const [, , third] = await fill()
  const pty = start(`${QUIET()} --delete-key ${String(third).toUpperCase()} --output json --query deletedKey`)
  await logInAt(oci(), pty)
  await pty.waitFor(`"${third}"`)
  expect(await pty.ended).toBe(0)
})

test.each([
  ['None of them', KEY.enter, undefined, 8],
  ['Ctrl-C at the list', KEY.ctrlC, undefined, 130],
  ['no', KEY.down + KEY.enter, KEY.enter, 8],
  ['Ctrl-C at the question', KEY.down + KEY.enter, KEY.ctrlC, 130],
])('%s deletes nothing, and leaves nothing', async (_, first, second, code) => {
  await fill()
  const before = await state()
  const pty = start(QUIET())
  await logInAt(oci(), pty)
  await pty.waitFor('Which one shall be deleted?')
  for (const key of first.split(/(?=\r)/)) pty.type(key)
  if (second !== undefined) {
    await pty.waitFor('What signs with it will be refused.')
    pty.type(second)
  }
  expect(await pty.ended).toBe(code)
  await nothingIsLeft(before)
})

test('what cannot be written here is deleted again at the service, and what made room for it is put back', async () => {
  const [, second] = await fill()
  // In the way of the file in which a new configuration is made ready.
  await mkdir(`${home().configFile}.new`)
  const before = await state()
  const pty = start(`${QUIET()} --delete-key ${second}`)
  await logInAt(oci(), pty)
  await pty.waitFor('is deleted again at the service.')
  await pty.waitFor(`The API key ${second} is back.`)
  expect(await pty.ended).toBe(5)
  await nothingIsLeft({ ...before, keys: [before.keys[0]!, before.keys[2]!, before.keys[1]!] })
})

test.each([
  ['an answer that was cut off', { truncate: true }],
  ['a service that fails', { status: 500 }],
] as const)('after %s no key is left there', async (_, effect) => {
  const before = await state()
  oci().faults.add({ match: { method: 'POST', path: `/20160918${keysPath()}` }, effect })
  const pty = start(QUIET())
  await logInAt(oci(), pty)
  expect(await pty.ended).toBe(6)
  await nothingIsLeft(before)
})

test('without a home region nothing is uploaded', async () => {
  const before = await state()
  const path = `/20160918/tenancies/${oci().tenancy}/regionSubscriptions`
  oci().faults.add({ match: { path }, effect: { status: 404 } })
  const pty = start(QUIET())
  await logInAt(oci(), pty)
  expect(await pty.ended).toBe(1)
  await nothingIsLeft(before)
})

test.each([
  ['the passphrase', 'Passphrase of the new private key', '--passphrase-file'],
  ['the address', 'Address at which the browser ended', '--no-passphrase'],
])('Ctrl-C at %s leaves nothing', async (_, question, how) => {
  const before = await state()
  const pty = start(`${LINE} --config-location ${home().configFile} ${how === '--no-passphrase' ? how : ''}`)
  await pty.waitFor(question)
  pty.type(KEY.ctrlC)
  await pty.waitFor('Interrupted.')
  expect(await pty.ended).toBe(130)
  await nothingIsLeft(before)
})

test('a login that nobody finishes ends, and the question with it', async () => {
  const pty = start(`${QUIET()} --timeout 1s`)
  await pty.waitFor('Nobody logged in within')
  expect(await pty.ended).toBe(6)
  expect(await readdir(temporary)).toEqual([])
})

test('without a terminal what is missing is named, and nothing begins', async () => {
  const missing = await home().run('setup bootstrap --profile-name BOOT')
  expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('--no-passphrase')])
  const paste = await home().run('setup bootstrap --paste --profile-name BOOT --no-passphrase')
  expect([paste.code, paste.stderr]).toEqual([2, expect.stringContaining('leave out --paste')])
})
