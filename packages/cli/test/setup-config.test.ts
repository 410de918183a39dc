// `ocix setup config`: with flags alone, and with questions at a terminal.
import { execFile } from 'node:child_process'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { emulated } from '@x-tools/emulated'
import { loadConfig } from '@x/config'
import { Signer } from '@x/signer'
import { expect, test } from 'vitest'
import { homes } from './kit/home.ts'
import { builtProgram } from './kit/program.ts'
import { KEY, type Pty } from './kit/pty.ts'

const oci = emulated()
const home = homes(oci)
const program = builtProgram()

const who = (): string => `--user ${oci().user} --tenancy ${oci().tenancy} --region phx`
const modeOf = async (file: string): Promise<number> => (await stat(file)).mode & 0o777
const inOci = (name: string): string => join(home().path, '.oci', name)

test('a profile and its key are written for their owner alone, and the public key is on stdout', async () => {
  const { code, stdout, stderr } = await home().run(
    `setup config --profile-name NEW ${who()} --new-key --no-passphrase`,
  )
  expect(code).toBe(0)
  const pem = await readFile(inOci('oci_api_key_NEW.pem'), 'utf8')
  expect(createPublicKey(stdout).equals(createPublicKey(createPrivateKey(pem)))).toBe(true)
  expect(pem.endsWith('-----END PRIVATE KEY-----\nOCI_API_KEY')).toBe(true)
  expect([await modeOf(inOci('oci_api_key_NEW.pem')), await modeOf(home().configFile)]).toEqual([0o600, 0o600])
  expect(stderr).toMatch(
    /Fingerprint: [0-9a-f:]{47}\n[\s\S]*Upload the public key[\s\S]*\nNext: {2}ocix doctor --profile NEW\n$/,
  )
  expect(await readFile(home().configFile, 'utf8')).toContain('[DEFAULT]')
})

test('what to type next names the file, where it is not the one that is read', async () => {
  const elsewhere = join(home().path, 'elsewhere')
  const line = `setup config --config-location ${elsewhere} --profile-name NEW ${who()} --new-key --no-passphrase`
  const { stderr } = await home().run(line)
  expect(stderr).toContain(`Next:  ocix doctor --profile NEW --config-file ${elsewhere}\n`)
})

test('once its public key is uploaded, the profile signs', async () => {
  const { stdout: pem } = await home().run(`setup config --profile-name NEW ${who()} --new-key --no-passphrase`)
  const config = await loadConfig({ file: home().configFile, profile: 'NEW' })
  const ask = async (): Promise<number> => {
    const signed = await Signer.fromConfig(config).sign({ method: 'GET', url: `${oci().url}/20160918/regions` })
    return (await fetch(signed.url, signed)).status
  }
  expect(await ask()).toBe(401)
  oci().addApiKey(pem)
  expect(await ask()).toBe(200)
})

test('an encrypted key opens with its passphrase, which is stored only on request', async () => {
  const file = join(home().path, 'secret')
  await writeFile(file, 'correct horse\nmore\n')
  const line = `setup config --profile-name NEW ${who()} --new-key --passphrase-file ${file}`
  const { code, stdout, stderr } = await home().run(line)
  expect([code, (stdout + stderr).includes('correct horse')]).toEqual([0, false])
  const pem = await readFile(inOci('oci_api_key_NEW.pem'), 'utf8')
  expect(pem).toContain('BEGIN ENCRYPTED PRIVATE KEY')
  expect(createPrivateKey({ key: pem, passphrase: 'correct horse' }).asymmetricKeyType).toBe('rsa')
  expect(await readFile(home().configFile, 'utf8')).not.toContain('pass_phrase')
  await home().run(line.replace('NEW', 'STORED') + ' --store-passphrase')
  expect(await readFile(home().configFile, 'utf8')).toMatch(/\[STORED\][^[]*pass_phrase\s*=\s*correct horse/)
})

test('an existing key is taken where it lies, and stdin may hold its passphrase', async () => {
  const pem = createPrivateKey(await readFile(inOci('oci_api_key.pem'), 'utf8'))
  const file = join(home().path, 'mine.pem')
  await writeFile(file, pem.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hunter2' }))
  const line = `setup config --profile-name OLD ${who()} --key-file mine.pem --output json --query fingerprint`
  const { code, stdout } = await home().run(`${line} --passphrase-file -`, { stdin: 'hunter2\n' })
  expect([code, stdout]).toEqual([0, `"${oci().apiKey.fingerprint}"\n`])
  expect(await readFile(home().configFile, 'utf8')).toMatch(new RegExp(`\\[OLD\\][^[]*key_file\\s*=\\s*${file}`))
  expect((await home().run(line.replace('OLD', 'SHUT'))).code).toBe(2)
})

test.each([
  ['--user OCID', (line: string) => line.replace(/--user \S+/, '')],
  ['--tenancy OCID', (line: string) => line.replace(/--tenancy \S+/, '')],
  ['--region REGION', (line: string) => line.replace(/--region \S+/, '')],
  ['--new-key, or --key-file PATH', (line: string) => line.replace('--new-key', '')],
  ['--passphrase-file PATH, or --no-passphrase', (line: string) => line.replace('--no-passphrase', '')],
])('without a terminal, what is missing is named: %s', async (flag, without) => {
  const before = await readdir(inOci('.'))
  const line = without(`setup config --profile-name NEW ${who()} --new-key --no-passphrase`)
  const { code, stdout, stderr } = await home().run(line)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(`Give ${flag}.`)
  expect(await readdir(inOci('.'))).toEqual(before)
})

test('a profile that is there is replaced only with --force, and is no session then', async () => {
  const line = `setup config --profile-name SESSION ${who()} --new-key --no-passphrase`
  const refused = await home().run(line)
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining('Give --force, or another --profile-name.'),
  ])
  expect((await home().run(`${line} --force`)).code).toBe(0)
  const { stdout } = await home().run('env --profile SESSION --output json --query OCI_CLI_AUTH')
  expect(stdout).toBe('"api_key"\n')
})

test('a key is never overwritten', async () => {
  const before = await readFile(inOci('oci_api_key.pem'), 'utf8')
  const line = `setup config --profile-name DEFAULT --force ${who()} --new-key --no-passphrase`
  const { code, stderr } = await home().run(line)
  expect([code, stderr]).toEqual([5, expect.stringContaining('a key is never overwritten. Give another --key-name')])
  expect(await readFile(inOci('oci_api_key.pem'), 'utf8')).toBe(before)
  expect((await home().run(`${line} --key-name other`)).code).toBe(0)
})

test.each([
  ['--user me', 'Give an OCID that begins with ocid1.user.'],
  ['--new-key --key-file x', 'Give one of them.'],
  ['--region us-nowhere-9', 'us-nowhere-9'],
  ['--key-file nothing.pem', 'Correct the path of the key.'],
])('what cannot be is refused before anything is written: %s', async (words, sentence) => {
  const before = await readFile(home().configFile, 'utf8')
  const { code, stderr } = await home().run(`setup config --profile-name NEW ${who()} --no-passphrase ${words}`)
  expect([2, 5]).toContain(code)
  expect(stderr).toContain(sentence)
  expect(await readFile(home().configFile, 'utf8')).toBe(before)
})

test.each([
  ['a public key', async (file: string) => writeFile(file, await publicPem()), 5],
  ['a text', (file: string) => writeFile(file, 'nothing of the kind'), 5],
  ['a folder', (file: string) => mkdir(file), 2],
  ['a pipe', (file: string) => promisify(execFile)('mkfifo', [file]), 2],
] as const)('%s is no key', async (_, make, expected) => {
  const file = join(home().path, 'given')
  await make(file)
  const before = await readFile(home().configFile, 'utf8')
  const { code, stdout } = await home().run(`setup config --profile-name NEW ${who()} --key-file given`)
  expect([code, stdout]).toEqual([expected, ''])
  expect(await readFile(home().configFile, 'utf8')).toBe(before)
})

async function publicPem(): Promise<string> {
  const key = createPublicKey(await readFile(inOci('oci_api_key.pem'), 'utf8'))
  return String(key.export({ type: 'spki', format: 'pem' }))
}

/** Questions and answers, in their order. */
const DIALOGUE = (): [question: string, answer: string][] => [
  ['Location of the configuration file', KEY.enter],
  ['Name of the profile', `TYPED${KEY.enter}`],
  ['OCID of the user', oci().user + KEY.enter],
  ['OCID of the tenancy', oci().tenancy + KEY.enter],
  ['Region', `phoenix${KEY.enter}`],
  ['The API key', KEY.enter],
  ['Passphrase of the new private key', `hunter2${KEY.enter}`],
  ['The same again', `hunter2${KEY.enter}`],
]

async function answer(pty: Pty, dialogue: readonly (readonly [string, string])[]): Promise<void> {
  for (const [question, typed] of dialogue) {
    await pty.waitFor(question)
    pty.type(typed)
  }
}

test('at a terminal all is asked for, and a passphrase is never shown', async () => {
  const pty = program().atTerminal('setup config', home().env)
  await answer(pty, DIALOGUE())
  await pty.waitFor('Profile TYPED is written')
  expect(await pty.ended).toBe(0)
  expect(pty.shown).not.toContain('hunter2')
  const pem = await readFile(inOci('oci_api_key_TYPED.pem'), 'utf8')
  expect(createPrivateKey({ key: pem, passphrase: 'hunter2' }).asymmetricKeyType).toBe('rsa')
  expect(await readFile(home().configFile, 'utf8')).toMatch(/\[TYPED\][^[]*region\s*=\s*us-phoenix-1/)
})

test.each(Array.from({ length: 8 }, (_, index) => index))('Ctrl-C at question %i leaves nothing', async (index) => {
  const [files, text] = [await readdir(inOci('.')), await readFile(home().configFile, 'utf8')]
  const pty = program().atTerminal('setup config', home().env)
  const dialogue = DIALOGUE()
  await answer(pty, [...dialogue.slice(0, index), [dialogue[index]![0], KEY.ctrlC]])
  await pty.waitFor('Interrupted.')
  expect(await pty.ended).toBe(130)
  expect([await readdir(inOci('.')), await readFile(home().configFile, 'utf8')]).toEqual([files, text])
})
