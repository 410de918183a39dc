// Sessions that go from one machine to another in an archive, and are as good there.
import { spawnSync } from 'node:child_process'
import fs, { readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { loadConfig, updateConfigFile } from '@x/config'
import { startEmulator, type Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import { SecurityTokenSigner, Signer } from '@x/signer'
import { localSigner } from '@x/signer/principal'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { readZip } from '../src/archive/read-zip.ts'
import {
  authenticateWithCredentials,
  exportSession,
  importSession,
  type ExportSessionOptions,
  type ImportSessionOptions,
} from '../src/index.ts'
import { copyHome } from './copied-home.ts'
import { makeHome, type Home } from './home.ts'
import { makeZip } from './make-zip.ts'
import { treeOf } from './tree.ts'

let oci: Emulator
let first: Home
let here: Home
let there: Home
beforeAll(async () => {
  oci = await startEmulator()
  first = await makeHome(oci)
})
afterAll(() => Promise.all([oci.close(), first.remove()]))
beforeEach(async () => {
  ;[here, there] = [await copyHome(first), await copyHome(first)]
})
afterEach(async () => {
  vi.restoreAllMocks()
  syncBuiltinESMExports()
  await Promise.all([here.remove(), there.remove()])
})

const at = (name: string): string => join(here.path, name)
const pack = (options: Partial<ExportSessionOptions> = {}) =>
  exportSession({ profile: 'SESSION', outputFile: '~/archive', ...here.options, ...options })
const unpack = (options: Partial<ImportSessionOptions> = {}) =>
  importSession({ sessionArchive: at('archive.zip'), profile: 'COPY', ...there.options, ...options })
const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777
const entriesOf = async (file: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    [...(await readZip(await readFile(file), file))].map(([name, content]) => [name, Buffer.from(content).toString()]),
  )
const edit = (set: Record<string, string>, profile = 'SESSION') =>
  updateConfigFile({ file: here.configFile, profile, set })

/** A session whose key is encrypted. */
async function openEncrypted(passphrase: string, storePassphrase: boolean): Promise<void> {
  const { tenancy, user, apiKey } = oci
  const signer = new Signer({ tenancy, user, fingerprint: apiKey.fingerprint, privateKey: apiKey.pem, region: 'phx' })
  const opened = { signer, profile: 'LOCKED', passphrase, storePassphrase, retryStrategy: NONE_RETRY_STRATEGY }
  await authenticateWithCredentials({ ...opened, ...here.options })
}

describe('a session that is exported', () => {
  test('is the zip of OCI’s command line: flat, deflated, and with the keys of its profile only', async () => {
    await edit({ pass_phrase: 'of the other key', delegation_token_file: '/elsewhere' }, 'DEFAULT')
    await edit({ 'compartment-id': 'ocid1.compartment.oc1..c' })
    const { file } = await pack()
    const entries = await entriesOf(file)
    expect(Object.keys(entries)).toEqual(['config', 'oci_api_key.pem', 'token'])
    const [heading, ...lines] = String(entries['config']).trim().split('\n')
    expect(heading).toBe('[SESSION]')
    expect(lines.map((line) => line.split(' = ')[0])).toEqual([
      'fingerprint',
      'key_file',
      'tenancy',
      'region',
      'security_token_file',
    ])
    expect(lines).toEqual(expect.arrayContaining(['key_file = oci_api_key.pem', 'security_token_file = token']))
    expect(entries['oci_api_key.pem']).toMatch(
      /^-----BEGIN PRIVATE KEY-----\n[^-]+-----END PRIVATE KEY-----\nOCI_API_KEY$/,
    )
    expect(entries['token']).toBe((await readFile(at('.oci/sessions/SESSION/token'), 'utf8')).trim())
    // Method 8 at the place where a zip has it.
    expect((await readFile(file)).readUInt16LE(8)).toBe(8)
  })

  test('tells until when its token is good, and who has it then', async () => {
    const { expiresAt, sessionEndsAt, ...rest } = await pack()
    expect(rest).toEqual({ profile: 'SESSION', file: at('archive.zip'), isEncrypted: false })
    expect(expiresAt).toBeLessThan(Number(sessionEndsAt))
    expect(expiresAt).toBeGreaterThan(Date.now())
  })

  test.each([
    ['archive', undefined, 'archive.zip'],
    ['archive.zip', undefined, 'archive.zip'],
    ['archive.ZIP', undefined, 'archive.ZIP'],
    ['a.b', undefined, 'a.b.zip'],
    ['new/folder/archive', undefined, 'new/folder/archive.zip'],
    ['archive.session', { passphrase: 'x' }, 'archive.session'],
  ])('lies in %s', async (outputFile, encrypt, expected) => {
    expect((await pack({ outputFile: `~/${outputFile}`, encrypt })).file).toBe(at(expected))
    expect(await modeOf(at(expected))).toBe(0o600)
  })

  test('is its owner’s alone from birth, whatever the umask is', async () => {
    const modes: number[] = []
    const { rename: named, link } = fs
    const seen = async (from: unknown): Promise<void> => void modes.push(await modeOf(String(from)))
    vi.spyOn(fs, 'rename').mockImplementation(async (from, to) => (await seen(from), named(from, to)))
    vi.spyOn(fs, 'link').mockImplementation(async (from, to) => (await seen(from), link(from, to)))
    syncBuiltinESMExports()
    const before = process.umask(0)
    try {
      await pack({ outputFile: '~/new/folder/archive' })
      await pack({ outputFile: '~/new/folder/archive', overwrite: true })
      await unpack({ sessionArchive: at('new/folder/archive.zip') })
    } finally {
      process.umask(before)
    }
    expect(new Set(modes)).toEqual(new Set([0o600]))
    expect(await modeOf(at('new/folder'))).toBe(0o700)
    expect(await readdir(at('new/folder'))).toEqual(['archive.zip'])
    const copy = join(there.path, '.oci/sessions/COPY')
    expect([await modeOf(copy), await modeOf(there.configFile)]).toEqual([0o700, 0o600])
    for (const name of await readdir(copy)) expect(await modeOf(join(copy, name))).toBe(0o600)
  })

  test('takes no place of another file, unless that was asked for', async () => {
    await writeFile(at('archive.zip'), 'mine')
    expect(await rejectionOf(pack())).toMatchObject({ code: 'ERR_SESSION_ARCHIVE', reason: 'exists' })
    expect(await readFile(at('archive.zip'), 'utf8')).toBe('mine')
    await pack({ overwrite: true })
    expect(await unpack()).toMatchObject({ profile: 'COPY' })
  })

  test('takes no place of a file that comes into being meanwhile', async () => {
    const { link } = fs
    vi.spyOn(fs, 'link').mockImplementation(async (from, to) => {
      if (to === at('archive.zip')) await writeFile(to, 'faster')
      return link(from, to)
    })
    syncBuiltinESMExports()
    expect(await rejectionOf(pack())).toMatchObject({ reason: 'exists' })
    expect(await readFile(at('archive.zip'), 'utf8')).toBe('faster')
    expect((await readdir(here.path)).sort()).toEqual(['.oci', 'archive.zip'])
  })

  test('leaves nothing beside it, also of one whose writer was killed', async () => {
    await writeFile(at('.archive.zip.new'), 'half of a private key')
    await pack()
    expect((await readdir(here.path)).sort()).toEqual(['.oci', 'archive.zip'])
  })

  test('is written where there are no hard links', async () => {
    vi.spyOn(fs, 'link').mockRejectedValue(Object.assign(new Error('EPERM'), { code: 'EPERM' }))
    syncBuiltinESMExports()
    const { file } = await pack()
    expect([await modeOf(file), await rejectionOf(pack())]).toMatchObject([0o600, { reason: 'exists' }])
  })

  test('replaces a link, and never what the link leads to', async () => {
    await writeFile(at('victim'), 'untouched')
    await symlink(at('victim'), at('archive.zip'))
    expect(await rejectionOf(pack())).toMatchObject({ reason: 'exists' })
    await pack({ overwrite: true })
    expect(await readFile(at('victim'), 'utf8')).toBe('untouched')
    expect(Object.keys(await entriesOf(at('archive.zip')))).toContain('token')
  })

  test.each(['ENOSPC', 'EROFS', 'EDQUOT'])('leaves nothing behind where the disk says %s', async (code) => {
    const { open } = fs
    vi.spyOn(fs, 'open').mockImplementation(async (...args) => {
      const file = await open(...args)
      if (args[1] === 'wx')
        vi.spyOn(file, 'writeFile').mockRejectedValue(Object.assign(new Error(code), { code, syscall: 'write' }))
      return file
    })
    syncBuiltinESMExports()
    const before = await treeOf(here.path)
    expect(await rejectionOf(pack())).toMatchObject({ reason: 'unwritable', cause: { code } })
    expect(await treeOf(here.path)).toEqual(before)
  })

  test('has a folder in the place of its folder refused by name', async () => {
    await writeFile(at('file'), '')
    expect(await rejectionOf(pack({ outputFile: '~/file/archive' }))).toMatchObject({
      reason: 'unwritable',
      message: expect.stringContaining('cannot be written'),
    })
  })

  test('is refused when its token has ended, unless that was asked for', async () => {
    const { expiresAt } = await pack()
    const now = () => expiresAt
    expect(await rejectionOf(pack({ now, overwrite: true }))).toMatchObject({ reason: 'expired' })
    expect(await pack({ now, overwrite: true, allowExpired: true })).toMatchObject({ expiresAt })
    expect(await rejectionOf(unpack({ now }))).toMatchObject({ reason: 'expired' })
    expect(await unpack({ now, allowExpired: true })).toMatchObject({ expiresAt })
  })

  test.each<[string, () => Promise<unknown>, object]>([
    ['an API key', async () => ({ profile: 'DEFAULT' }), { code: 'ERR_SESSION_PROFILE', reason: 'no-session' }],
    ['no profile', async () => ({ profile: 'NONE' }), { code: 'ERR_SESSION_PROFILE', reason: 'not-found' }],
    ['a name with a path', async () => ({ profile: '../x' }), { code: 'ERR_SESSION_PROFILE', reason: 'invalid-name' }],
    [
      'a token that is inherited',
      async () => {
        await edit({ security_token_file: at('.oci/sessions/SESSION/token') }, 'DEFAULT')
        await edit({ region: 'phx' }, 'HEIR')
        return { profile: 'HEIR' }
      },
      { code: 'ERR_SESSION_PROFILE', reason: 'no-session' },
    ],
    [
      'a key that is yet to be named',
      async () => void (await edit({ key_file: 'Update_private_key_path' })),
      { code: 'ERR_SESSION_PROFILE', reason: 'no-key' },
    ],
    ['a key that is gone', async () => rm(at('.oci/sessions/SESSION/oci_api_key.pem')), { reason: 'no-key' }],
    ['a token that is gone', async () => rm(at('.oci/sessions/SESSION/token')), { reason: 'missing-token' }],
    [
      'the key of another session',
      async () => writeFile(at('.oci/sessions/SESSION/oci_api_key.pem'), oci.apiKey.pem),
      { code: 'ERR_SESSION_FILES', reason: 'key-mismatch' },
    ],
    [
      'a region that is inherited',
      async () => {
        await updateConfigFile({ file: here.configFile, profile: 'SESSION', remove: ['region'] })
      },
      { code: 'ERR_SESSION_REGION' },
    ],
    ['no outputFile', async () => ({ outputFile: '' }), { code: 'ERR_INVALID_ARGUMENT' }],
    ['an empty passphrase', async () => ({ encrypt: { passphrase: '' } }), { code: 'ERR_INVALID_ARGUMENT' }],
    [
      'a misspelt option',
      async () => ({ encrypt: { pasphrase: 'x' } }),
      { code: 'ERR_INVALID_ARGUMENT', message: expect.stringMatching(/passphrase/) },
    ],
    ['an abort', async () => ({ signal: AbortSignal.abort(new Error('enough')) }), { message: 'enough' }],
  ])('is refused for %s, and nothing is written', async (_, prepare, expected) => {
    const options = await prepare()
    const before = await treeOf(here.path)
    expect(await rejectionOf(pack({ ...(options as object) }))).toMatchObject(expected)
    expect(await treeOf(here.path)).toEqual(before)
  })

  test('is a pair also when it is replaced between two looks at it', async () => {
    await pack({ profile: 'SESSION', outputFile: '~/old' })
    const { readFile: read } = fs
    let looks = 0
    vi.spyOn(fs, 'readFile').mockImplementation((async (path: string, ...rest: never[]) => {
      if (String(path).endsWith('oci_api_key.pem') && looks++ === 0) return Buffer.from(oci.apiKey.pem)
      return read(path, ...rest)
    }) as typeof read)
    syncBuiltinESMExports()
    await pack()
    expect(looks).toBe(2)
    expect(await unpack()).toMatchObject({ profile: 'COPY' })
  })
})

describe('a session that is imported', () => {
  test('is as good as it was, under the name that it had or another one', async () => {
    await pack()
    const session = await unpack()
    const folder = join(there.path, '.oci/sessions/COPY')
    expect(session).toMatchObject({
      profile: 'COPY',
      configFile: there.configFile,
      tokenFile: join(folder, 'token'),
      keyFile: join(folder, 'oci_api_key.pem'),
      region: 'us-phoenix-1',
      tenancy: oci.tenancy,
      user: oci.user,
    })
    expect((await readdir(folder)).sort()).toEqual(['oci_api_key.pem', 'oci_api_key_public.pem', 'token'])
    const signer = new SecurityTokenSigner({ tokenFile: session.tokenFile, privateKeyFile: session.keyFile })
    expect((await createSignedFetch(signer)(`${oci.url}/20160918/regions`)).status).toBe(200)
    await edit({}, 'SESSION')
    expect(await unpack({ profile: undefined, overwrite: true })).toMatchObject({ profile: 'SESSION' })
  })

  test('is encrypted where that was asked for, and holds nothing that could be read', async () => {
    const encrypt = { passphrase: 'hunter2 é' }
    expect(await pack({ outputFile: '~/sealed', encrypt })).toMatchObject({ isEncrypted: true, file: at('sealed') })
    const bytes = await readFile(at('sealed'))
    expect(bytes.subarray(0, 23).toString()).toBe('oci-session-archive v2\n')
    for (const text of ['PRIVATE KEY', 'SESSION', 'us-phoenix-1', 'fingerprint', '"version"'])
      expect(bytes.includes(text)).toBe(false)
    const sessionArchive = at('sealed')
    expect(await unpack({ sessionArchive, passphrase: 'hunter2 e\u0301' })).toMatchObject({ user: oci.user })
    const before = await treeOf(there.path)
    const other = { sessionArchive, profile: 'OTHER' }
    expect(await rejectionOf(unpack(other))).toMatchObject({ reason: 'passphrase-missing' })
    expect(await rejectionOf(unpack({ ...other, passphrase: 'hunter3' }))).toMatchObject({ reason: 'cannot-decrypt' })
    expect(await treeOf(there.path)).toEqual(before)
  })

  test('is refused with a passphrase where none is needed: it may stand in the place of another', async () => {
    await pack()
    expect(await rejectionOf(unpack({ passphrase: 'x' }))).toMatchObject({ reason: 'cannot-decrypt' })
  })

  test('never replaces a profile, but a session where that was asked for', async () => {
    await pack()
    await unpack()
    const before = await treeOf(there.path)
    const exists = { code: 'ERR_SESSION_PROFILE', reason: 'exists' }
    expect(await rejectionOf(unpack())).toMatchObject(exists)
    expect(await rejectionOf(unpack({ profile: undefined }))).toMatchObject(exists)
    expect(await rejectionOf(unpack({ profile: 'DEFAULT', overwrite: true }))).toMatchObject(exists)
    await updateConfigFile({ file: there.configFile, profile: 'KEY', set: { user: oci.user } })
    const withKey = await treeOf(there.path)
    expect(await rejectionOf(unpack({ profile: 'KEY', overwrite: true }))).toMatchObject(exists)
    expect(await treeOf(there.path)).toEqual(withKey)
    expect(Object.keys(withKey)).toEqual(Object.keys(before))
    expect(await unpack({ overwrite: true })).toMatchObject({ profile: 'COPY' })
  })

  test('leaves the rest of the configuration as it was', async () => {
    const text = `# mine\r\n${(await readFile(there.configFile, 'utf8')).replaceAll('\n', '\r\n')}\r\n[LAST]\r\nx = 50%\r\n`
    await writeFile(there.configFile, text)
    await pack()
    await unpack()
    expect((await readFile(there.configFile, 'utf8')).startsWith(text)).toBe(true)
  })

  test('makes a configuration where there is none', async () => {
    await pack()
    await rm(there.configFile)
    await unpack({ profile: 'DEFAULT' })
    expect(await readFile(there.configFile, 'utf8')).toMatch(/^\[DEFAULT\]\n/)
  })

  test('has a key with a passphrase of its own, which goes along only where that was asked for', async () => {
    await openEncrypted('of the key 100%', true)
    await pack({ profile: 'LOCKED' })
    expect((await entriesOf(at('archive.zip')))['config']).not.toContain('pass_phrase')
    expect(await rejectionOf(unpack())).toMatchObject({ reason: 'key-passphrase-missing' })
    expect(await rejectionOf(unpack({ keyPassphrase: 'another' }))).toMatchObject({ reason: 'unreadable-key' })
    await unpack({ keyPassphrase: 'of the key 100%' })
    expect(await readFile(there.configFile, 'utf8')).not.toContain('of the key')
    await pack({ profile: 'LOCKED', includePassphrase: true, overwrite: true })
    await unpack({ overwrite: true })
    expect(await readFile(there.configFile, 'utf8')).toContain('pass_phrase=of the key 100%')
  })

  test('is exported also where nobody here knows the passphrase of its key', async () => {
    await openEncrypted('unknown here', false)
    await pack({ profile: 'LOCKED' })
    expect(await unpack({ keyPassphrase: 'unknown here' })).toMatchObject({ user: oci.user })
  })

  test('brings no passphrase that its key does not need', async () => {
    const entries = await entriesOf((await pack()).file)
    const config = String(entries['config']).replace('region', 'pass_phrase = of another\nregion')
    await writeFile(
      at('archive.zip'),
      makeZip(Object.entries({ ...entries, config }).map(([name, content]) => ({ name, content }))),
    )
    await unpack()
    expect(await readFile(there.configFile, 'utf8')).not.toContain('of another')
  })

  test.each(['ENOSPC', 'EROFS'])('is whole again where the disk says %s, at whichever write', async (code) => {
    await pack()
    await unpack()
    const names = Object.keys(await treeOf(there.path))
    const { open } = fs
    const failure = Object.assign(new Error(code), { code, syscall: 'write' })
    /** @returns what went wrong where the disk takes so many files and no more */
    const unpackWithin = async (writes: number): Promise<string> => {
      let left = writes
      vi.spyOn(fs, 'open').mockImplementation(async (...args) => {
        const file = await open(...args)
        if (args[1] === 'wx' && left-- <= 0) vi.spyOn(file, 'writeFile').mockRejectedValue(failure)
        return file
      })
      syncBuiltinESMExports()
      const ended = await unpack({ overwrite: true }).then(() => 'nothing', inspect)
      vi.restoreAllMocks()
      syncBuiltinESMExports()
      return ended
    }
    const ends: string[] = []
    while (ends.at(-1) !== 'nothing') {
      ends.push(await unpackWithin(ends.length))
      // What the profile names is a pair, whatever has come of it.
      const config = await loadConfig({ profile: 'COPY', ...there.options })
      const signer = localSigner('security_token', config) as SecurityTokenSigner
      expect((await createSignedFetch(signer)(`${oci.url}/20160918/regions`)).status).toBe(200)
    }
    expect(ends.length).toBeGreaterThan(5)
    expect(ends.slice(0, -1).filter((end) => !end.includes(code))).toEqual([])
    expect(Object.keys(await treeOf(there.path))).toEqual(names)
  })

  test('shows nothing secret where it is refused', async () => {
    const { file } = await pack()
    const entries = await entriesOf(file)
    const token = String(entries['token'])
    await writeFile(file, makeZip([{ name: token.slice(0, 90), content: token }]))
    const error = await rejectionOf(unpack())
    expect(inspect(error, { depth: 5 }) + JSON.stringify(error)).not.toContain(token.slice(0, 40))
  })

  test.each<[string, Partial<ImportSessionOptions>, object]>([
    ['no archive', { sessionArchive: '' }, { code: 'ERR_INVALID_ARGUMENT' }],
    ['an empty passphrase', { passphrase: '' }, { code: 'ERR_INVALID_ARGUMENT' }],
    ['an option of OCI’s command line', { force: true } as object, { code: 'ERR_INVALID_ARGUMENT' }],
    ['a path as a name', { profile: '../x' }, { code: 'ERR_SESSION_PROFILE', reason: 'invalid-name' }],
    ['a file that is not there', { sessionArchive: '/nowhere/x.zip' }, { reason: 'unreadable' }],
    ['a folder', { sessionArchive: '/' }, { reason: 'unreadable' }],
    ['a region that nobody knows', { region: 'no-such-region-9' }, { code: 'ERR_UNKNOWN_REGION' }],
    ['an abort', { signal: AbortSignal.abort(new Error('enough')) }, { message: 'enough' }],
  ])('is refused for %s', async (_, options, expected) => {
    await pack()
    const before = await treeOf(there.path)
    expect(await rejectionOf(unpack(options))).toMatchObject(expected)
    expect(await treeOf(there.path)).toEqual(before)
  })

  test('does not wait for a pipe that nobody writes to', async () => {
    expect(spawnSync('mkfifo', [at('pipe')]).status).toBe(0)
    expect(await rejectionOf(unpack({ sessionArchive: at('pipe') }))).toMatchObject({ reason: 'unreadable' })
  })
})
