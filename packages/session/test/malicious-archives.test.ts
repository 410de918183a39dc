// Archives that somebody made to do harm. Each is taken in a folder that is thrown away; nothing there may be another than before.
import { createPublicKey } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator, type Emulator } from '@x/emulator'
import { UnknownRegionError } from '@x/config/regions'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { writeManifest } from '../src/archive/manifest.ts'
import { readZip } from '../src/archive/read-zip.ts'
import { seal } from '../src/archive/sealed.ts'
import {
  exportSession,
  importSession,
  SessionArchiveError,
  SessionProfileError,
  SessionRegionError,
} from '../src/index.ts'
import { makeHome, type Home } from './home.ts'
import { makeZip, type ZipEntry } from './make-zip.ts'
import { treeOf } from './tree.ts'

const RUNS = fuzzRuns(300)

let oci: Emulator
let home: Home
/** Everything that an archive could reach: a home, and what lies beside it. */
let world: string
let archive: string
let genuine: Buffer
let good: { readonly config: string; readonly key: string; readonly token: string }

beforeAll(async () => {
  oci = await startEmulator()
  world = await mkdtemp(join(tmpdir(), 'malicious-'))
  home = await makeHome(oci)
  const file = join(world, 'genuine.zip')
  await exportSession({ profile: 'SESSION', outputFile: file, ...home.options })
  genuine = await readFile(file)
  const files = await readZip(genuine, '')
  const text = (name: string): string => Buffer.from(files.get(name) ?? '').toString()
  good = { config: text('config'), key: text('oci_api_key.pem'), token: text('token') }
  archive = join(world, 'archive.zip')
  await writeFile(join(world, 'victim'), 'secret of another user')
  await chmod(join(world, 'victim'), 0o644)
  await mkdir(join(world, 'home/.oci/sessions'), { recursive: true })
  await writeFile(join(world, 'home/.oci/config'), '# mine\n[DEFAULT]\nuser=ocid1.user.oc1..a\n')
})
afterAll(() => Promise.all([oci.close(), home.remove(), rm(world, { recursive: true })]))

const take = (options: object = {}) => {
  const homeDirectory = join(world, 'home')
  return importSession({ sessionArchive: archive, profile: 'TAKEN', homeDirectory, env: {}, ...options })
}

const config = (): ZipEntry => ({ name: 'config', content: good.config })
const key = (): ZipEntry => ({ name: 'oci_api_key.pem', content: good.key })
const token = (): ZipEntry => ({ name: 'token', content: good.token })
const zip = (...more: readonly ZipEntry[]): Buffer => makeZip([config(), key(), token(), ...more])
/** The same session, with another config. */
const withConfig = (change: (text: string) => string | Uint8Array): Buffer =>
  makeZip([{ name: 'config', content: change(good.config) }, key(), token()])
const withValue = (name: string, value: string): Buffer =>
  withConfig((text) => text.replace(new RegExp(`^${name} = .*$`, 'm'), () => `${name} = ${value}`))
const jwt = (claims: object): string =>
  ['{"alg":"RS256"}', JSON.stringify(claims), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.')

const publicHalfOf = (pem: string): string => createPublicKey(pem).export({ type: 'spki', format: 'pem' }) as string

type Row = readonly [what: string, make: () => Buffer, reason: string]

const ENTRIES: readonly Row[] = [
  ['a path that climbs', () => zip({ name: '../../evil.txt', content: 'x' }), 'unsafe-entry'],
  ['an absolute path', () => zip({ name: '/tmp/evil', content: 'x' }), 'unsafe-entry'],
  ['a path of Windows', () => zip({ name: '..\\evil', content: 'x' }), 'unsafe-entry'],
  ['a drive', () => zip({ name: 'C:evil', content: 'x' }), 'unsafe-entry'],
  ['the folder itself', () => zip({ name: '..' }), 'unsafe-entry'],
  ['a stream of NTFS', () => zip({ name: 'token:evil', content: 'x' }), 'unsafe-entry'],
  ['a NUL', () => zip({ name: 'token\0.txt', content: 'x' }), 'unsafe-entry'],
  ['a line break', () => zip({ name: 'a\nb', content: 'x' }), 'unsafe-entry'],
  ['no name', () => zip({ name: '' }), 'unsafe-entry'],
  ['bytes that are no text', () => zip({ name: Buffer.from([0xff, 0xfe]) }), 'unsafe-entry'],
  ['letters that only look like others', () => zip({ name: 'tоken', flags: 0x800 }), 'unsafe-entry'],
  ['a folder', () => zip({ name: 'folder/' }), 'unsafe-entry'],
  ['a folder by its attributes', () => zip({ name: 'folder', mode: 0o040755 }), 'unsafe-entry'],
  ['a folder of DOS', () => zip({ name: 'folder', mode: 0, dosAttributes: 0x10 }), 'unsafe-entry'],
  [
    'a symbolic link in the place of the key',
    () => makeZip([config(), { name: 'oci_api_key.pem', content: '/etc/passwd', mode: 0o120777 }, token()]),
    'unsafe-entry',
  ],
  ['a device', () => zip({ name: 'device', mode: 0o020666 }), 'unsafe-entry'],
  ['a pipe', () => zip({ name: 'pipe', mode: 0o010666 }), 'unsafe-entry'],
  ['the encryption of zips', () => zip({ name: 'oci_api_key_public.pem', flags: 1 }), 'unsafe-entry'],
  ['their strong encryption', () => zip({ name: 'oci_api_key_public.pem', flags: 0x41 }), 'not-an-archive'],
  ['the same name twice', () => zip(token()), 'duplicate-entry'],
  ['the same name in another case', () => zip({ ...token(), name: 'TOKEN' }), 'duplicate-entry'],
  ['a thousand entries', () => zip(...Array.from({ length: 997 }, (_, at) => ({ name: `f${at}` }))), 'too-large'],
  ['nine entries', () => zip(...Array.from({ length: 6 }, (_, at) => ({ name: `f${at}` }))), 'too-large'],
  ['more entries than are there', () => makeZip([config(), key(), token()], 5), 'not-an-archive'],
  ['as many entries as a number holds', () => makeZip([config(), key(), token()], 0xffff), 'too-large'],
  ['a bomb', () => zip({ name: 'oci_api_key_public.pem', content: Buffer.alloc(50_000_000) }), 'too-large'],
  [
    'a bomb that calls itself small',
    () => zip({ name: 'oci_api_key_public.pem', content: Buffer.alloc(50_000_000), size: 100 }),
    'not-an-archive',
  ],
  ['a size below the truth', () => makeZip([config(), key(), { ...token(), size: 10 }]), 'not-an-archive'],
  ['a size above the truth', () => makeZip([config(), key(), { ...token(), size: 60_000 }]), 'not-an-archive'],
  ['a size that no disk has', () => makeZip([config(), key(), { ...token(), size: 0xffffffff }]), 'too-large'],
  ['a packed size beyond its end', () => zip({ name: 'x', compressedSize: 0x7fffffff }), 'not-an-archive'],
  ['a checksum of something else', () => makeZip([config(), key(), { ...token(), crc: 1 }]), 'not-an-archive'],
  ['a method that nobody knows', () => makeZip([config(), key(), { ...token(), method: 99 }]), 'not-an-archive'],
  ['another archive', () => zip({ name: 'inner.zip', content: genuine }), 'unexpected-entry'],
  ['a file that no session has', () => zip({ name: 'id_rsa', content: 'x' }), 'unexpected-entry'],
  ['no config', () => makeZip([key(), token()]), 'missing-entry'],
  ['no key', () => makeZip([config(), token()]), 'missing-entry'],
  ['no token', () => makeZip([config(), key()]), 'missing-entry'],
  ['nothing', () => makeZip([]), 'missing-entry'],
]

const CONFIGS: readonly Row[] = [
  // OCI's own importer copies such a file into the session's folder, and changes its mode.
  ['an absolute key_file', () => withValue('key_file', join(world, 'victim')), 'malformed-config'],
  ['a key_file that climbs', () => withValue('key_file', '../../victim'), 'malformed-config'],
  ['a key_file of the home', () => withValue('key_file', '~/.oci/config'), 'malformed-config'],
  [
    'an absolute security_token_file',
    () => withValue('security_token_file', join(world, 'victim')),
    'malformed-config',
  ],
  ['a key_file of Windows', () => withValue('key_file', 'C:\\Windows\\win.ini'), 'malformed-config'],
  ['an empty key_file', () => withValue('key_file', ''), 'malformed-config'],
  ['a further file', () => withConfig((text) => `${text.trimEnd()}\nfoo_file=/etc/passwd\n`), 'malformed-config'],
  ['a further token', () => withConfig((text) => `${text.trimEnd()}\nfoo_token = token\n`), 'malformed-config'],
  ['a key by itself', () => withConfig((text) => `${text.trimEnd()}\nkey_content = x\n`), 'malformed-config'],
  ['two sections', () => withConfig((text) => `${text}[OTHER]\nregion = phx\n`), 'malformed-config'],
  [
    'a section before its own',
    () => withConfig((text) => `[DEFAULT]\nkey_file=/etc/passwd\n${text}`),
    'malformed-config',
  ],
  ['a section twice', () => withConfig((text) => text + text), 'malformed-config'],
  ['a key twice', () => withConfig((text) => `${text.trimEnd()}\nregion = fra\n`), 'malformed-config'],
  ['no section', () => withConfig((text) => text.replace(/^\[.*\]\n/, '')), 'malformed-config'],
  ['no text', () => withConfig(() => Buffer.from([0, 1, 2, 255])), 'malformed-config'],
  ['nothing in it', () => withConfig(() => ''), 'malformed-config'],
  ['no fingerprint', () => withConfig((text) => text.replace(/^fingerprint.*\n/m, '')), 'malformed-config'],
  ['a domain as its region', () => withValue('region', 'evil.example.com'), 'malformed-config'],
  ['a region with a path', () => withValue('region', 'x/../y'), 'malformed-config'],
  ['a % in its region', () => withValue('region', '%(key_file)s'), 'malformed-config'],
  ['a region that nobody knows', () => withValue('region', 'evil-1'), 'ERR_UNKNOWN_REGION'],
  ['no region', () => withConfig((text) => text.replace(/^region.*\n/m, '')), 'ERR_SESSION_REGION'],
  ['the fingerprint of another key', () => withValue('fingerprint', oci.apiKey.fingerprint), 'key-mismatch'],
  ['another tenancy', () => withValue('tenancy', 'ocid1.tenancy.oc1..evil'), 'tenancy-mismatch'],
  ['a key_file that is the token', () => withValue('key_file', 'token'), 'unreadable-key'],
  ['a key_file that is the config', () => withValue('key_file', 'config'), 'unreadable-key'],
  ['a token that is the config', () => withValue('security_token_file', 'config'), 'unreadable-token'],
]

const CONTENTS: readonly Row[] = [
  ['no key', () => makeZip([config(), { ...key(), content: 'x' }, token()]), 'unreadable-key'],
  ['a key of another pair', () => makeZip([config(), { ...key(), content: oci.apiKey.pem }, token()]), 'key-mismatch'],
  [
    'a public key of another pair',
    () => zip({ name: 'oci_api_key_public.pem', content: publicHalfOf(oci.apiKey.pem) }),
    'key-mismatch',
  ],
  ['a public key that is none', () => zip({ name: 'oci_api_key_public.pem', content: 'x' }), 'key-mismatch'],
  ['no token', () => makeZip([config(), key(), { ...token(), content: 'x' }]), 'unreadable-token'],
  [
    'two tokens',
    () => makeZip([config(), key(), { ...token(), content: `${good.token}\n${good.token}` }]),
    'unreadable-token',
  ],
  [
    'a token of nobody',
    () => makeZip([config(), key(), { ...token(), content: jwt({ exp: 4_000_000_000 }) }]),
    'unreadable-token',
  ],
  [
    'a token that ended long ago',
    () => {
      const claims = { sub: oci.user, tenant: oci.tenancy, exp: 1 }
      return makeZip([config(), key(), { ...token(), content: jwt(claims) }])
    },
    'expired',
  ],
  [
    'a token for another key',
    () => {
      const claims = { sub: oci.user, tenant: oci.tenancy, exp: 4_000_000_000, jwk: '{"n":"AQ","e":"AQAB"}' }
      return makeZip([config(), key(), { ...token(), content: jwt(claims) }])
    },
    'key-mismatch',
  ],
]

const BYTES: readonly Row[] = [
  ['no zip', () => Buffer.from('no zip at all'), 'not-an-archive'],
  ['nothing', () => Buffer.alloc(0), 'not-an-archive'],
  ['a beginning', () => genuine.subarray(0, 1000), 'not-an-archive'],
  ['all but its last byte', () => genuine.subarray(0, -1), 'not-an-archive'],
  ['its end alone', () => genuine.subarray(-22), 'not-an-archive'],
  ['something behind it', () => Buffer.concat([genuine, Buffer.from('x')]), 'not-an-archive'],
  ['a megabyte before it', () => Buffer.concat([Buffer.alloc(1_048_576), genuine]), 'too-large'],
  ['the first line of an encrypted one', () => Buffer.from('oci-session-archive v2\n'), 'passphrase-missing'],
]

describe.each([
  ['entries with', ENTRIES],
  ['a config with', CONFIGS],
  ['contents with', CONTENTS],
  ['as its bytes', BYTES],
])('an archive that has %s', (_, rows) => {
  test.each(rows)('%s is refused, and nothing has changed', async (_what, make, reason) => {
    await writeFile(archive, make())
    const before = await treeOf(world)
    const { code, ...error } = (await rejectionOf(take())) as { code: string; reason?: string }
    expect([code, error.reason ?? code]).toContain(reason)
    expect(await treeOf(world)).toEqual(before)
  })
})

describe('an archive that is only unusual', () => {
  beforeEach(async () => {
    await rm(join(world, 'home/.oci/sessions/TAKEN'), { recursive: true, force: true })
    await writeFile(join(world, 'home/.oci/config'), '# mine\n[DEFAULT]\nuser=ocid1.user.oc1..a\n')
  })

  test.each<[string, () => Buffer]>([
    ['without types of files', () => makeZip([config(), key(), token()].map((entry) => ({ ...entry, mode: 0 })))],
    ['without compression', () => makeZip([config(), key(), token()].map((entry) => ({ ...entry, method: 0 })))],
    ['with CRLF', () => withConfig((text) => text.replaceAll('\n', '\r\n'))],
    ['with a byte order mark', () => withConfig((text) => `\uFEFF${text}`)],
    ['with a % where nobody looks', () => withConfig((text) => `${text.trimEnd()}\nnote = 50%off\n`)],
    ['with a user, as OCI’s command line packs it', () => withConfig((text) => `${text.trimEnd()}\nuser = x\n`)],
    [
      'with a token that ends with a line break',
      () => makeZip([config(), key(), { ...token(), content: `${good.token}\r\n` }]),
    ],
    [
      'with a key without a label',
      () => makeZip([config(), { ...key(), content: good.key.replace('OCI_API_KEY', '') }, token()]),
    ],
    [
      'with files of other names',
      () =>
        makeZip([
          {
            name: 'config',
            content: good.config.replace('oci_api_key.pem', 'my key.pem').replace('= token', '= my.jwt'),
          },
          { ...key(), name: 'my key.pem' },
          { ...token(), name: 'my.jwt' },
        ]),
    ],
    ['with a code for its region', () => withValue('region', 'PHX')],
  ])('is taken %s, and becomes what every session is', async (_, make) => {
    await writeFile(archive, make())
    const session = await take()
    expect(session).toMatchObject({ profile: 'TAKEN', region: 'us-phoenix-1', user: oci.user })
    const folder = join(world, 'home/.oci/sessions/TAKEN')
    expect(Object.keys(await treeOf(folder))).toEqual(['.', 'oci_api_key.pem', 'oci_api_key_public.pem', 'token'])
    expect(await readFile(join(folder, 'oci_api_key.pem'), 'utf8')).toBe(good.key)
    expect(await readFile(join(folder, 'token'), 'utf8')).toBe(good.token)
    expect((await readFile(join(world, 'home/.oci/config'), 'utf8')).startsWith('# mine\n[DEFAULT]\n')).toBe(true)
  })

  test('names its profile, and no path', async () => {
    await writeFile(
      archive,
      withConfig((text) => text.replace('[SESSION]', '[../../evil]')),
    )
    const before = await treeOf(world)
    expect(await rejectionOf(take({ profile: undefined }))).toMatchObject({ reason: 'invalid-name' })
    expect(await treeOf(world)).toEqual(before)
  })

  test('does not follow a link in the place of its folder to what is not a session’s', async () => {
    await mkdir(join(world, 'elsewhere'))
    await symlink(join(world, 'elsewhere'), join(world, 'home/.oci/sessions/TAKEN'))
    await writeFile(archive, zip())
    const { tokenFile } = await take()
    expect(tokenFile).toBe(join(world, 'home/.oci/sessions/TAKEN/token'))
    await rm(join(world, 'elsewhere'), { recursive: true })
  })
})

describe('an encrypted archive of somebody who knows the passphrase', () => {
  const facts = { createdAt: 0, expiresAt: 0, tenancy: '', region: '', fingerprint: '' }
  const files = (more: Record<string, string | Uint8Array>): Uint8Array =>
    writeManifest(new Map(Object.entries(more).map(([name, content]) => [name, Buffer.from(content as string)])), facts)
  const session = () => ({ config: good.config, 'oci_api_key.pem': good.key, token: good.token })
  const changed = (change: (text: string) => string): Uint8Array =>
    Buffer.from(change(Buffer.from(files(session())).toString()))

  test.each<[string, () => Uint8Array, string]>([
    ['a path', () => files({ ...session(), '../evil': 'x' }), 'unsafe-entry'],
    ['the same name in another case', () => files({ ...session(), TOKEN: 'x' }), 'duplicate-entry'],
    ['a large file', () => files({ ...session(), x: Buffer.alloc(65_537) }), 'too-large'],
    ['nine files', () => files(Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`f${at}`, 'x']))), 'too-large'],
    ['a file of no session', () => files({ ...session(), x: 'x' }), 'unexpected-entry'],
    ['another version', () => changed((text) => text.replace('"version":2', '"version":3')), 'not-an-archive'],
    ['a wrong checksum', () => changed((text) => text.replace(/"sha256":"./, '"sha256":"x')), 'not-an-archive'],
    ['names that are none', () => changed((text) => text.replace('"token"', '7')), 'not-an-archive'],
    ['files that are none', () => Buffer.from('{"version":2,"files":[null]}'), 'not-an-archive'],
    ['no files', () => Buffer.from('{"version":2}'), 'not-an-archive'],
    ['no JSON', () => Buffer.from(`[${good.token}`), 'not-an-archive'],
    [
      'an absolute key_file',
      () => files({ ...session(), config: good.config.replace('oci_api', '/oci_api') }),
      'malformed-config',
    ],
  ])('is refused for %s, and nothing has changed', async (_, make, reason) => {
    await writeFile(archive, await seal(make(), 'known'))
    const before = await treeOf(world)
    const error = await rejectionOf(take({ passphrase: 'known' }))
    expect(error).toMatchObject({ code: 'ERR_SESSION_ARCHIVE', reason })
    expect(error).not.toHaveProperty('cause.message', expect.stringContaining('eyJ'))
    expect(await treeOf(world)).toEqual(before)
  })

  test('is refused for one reason, wherever a byte of it was changed', { timeout: 120_000 }, async () => {
    const sealed = Buffer.from(await seal(files(session()), 'known'))
    // The first line, salt, nonce, what is hidden, and the tag: every byte of it is tried beside the cipher itself.
    const places = [0, 10, 22, 23, 38, 39, 50, 51, 1000, sealed.length - 17, sealed.length - 16, sealed.length - 1]
    await writeFile(archive, sealed)
    const before = await treeOf(join(world, 'home'))
    for (const place of places) {
      const changedBytes = Buffer.from(sealed)
      changedBytes[place]! ^= 0x20
      await writeFile(archive, changedBytes)
      expect(await rejectionOf(take({ passphrase: 'known' }))).toMatchObject({ reason: 'cannot-decrypt' })
    }
    expect(await treeOf(join(world, 'home'))).toEqual(before)
  })
})

describe('whatever is done to an archive', () => {
  const change = fc.oneof(
    fc.record({ kind: fc.constant('byte' as const), at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }),
    fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 200 }) }),
    fc.record({ kind: fc.constant('put' as const), at: fc.nat(), bytes: fc.uint8Array({ maxLength: 50 }) }),
  )

  function changed(
    bytes: Buffer,
    changes: readonly (typeof change extends fc.Arbitrary<infer T> ? T : never)[],
  ): Buffer {
    let result = Buffer.from(bytes)
    for (const each of changes) {
      const at = each.at % (result.length + 1)
      if (each.kind === 'byte') result[at % Math.max(1, result.length)] = each.byte
      else if (each.kind === 'cut') result = Buffer.concat([result.subarray(0, at), result.subarray(at + each.length)])
      else result = Buffer.concat([result.subarray(0, at), each.bytes, result.subarray(at)])
    }
    return result
  }

  const isTyped = (error: unknown): boolean =>
    [SessionArchiveError, SessionProfileError, SessionRegionError, UnknownRegionError].some(
      (each) => error instanceof each,
    )

  /** Of the directory and its end, where all that is dangerous stands, as of the rest. */
  const mutants = fc.record({
    changes: fc.array(change, { minLength: 1, maxLength: 4 }),
    isStored: fc.boolean(),
  })

  test('it is taken as it was or refused by name, and nothing else is written', { timeout: 600_000 }, async () => {
    const homeDirectory = join(world, 'fuzz')
    await mkdir(homeDirectory)
    const stored = makeZip([config(), key(), token()].map((entry) => ({ ...entry, method: 0 })))
    const outside = await treeOf(join(world, 'home'))
    const property = fc.asyncProperty(mutants, async ({ changes, isStored }) => {
      await writeFile(archive, changed(isStored ? stored : genuine, changes))
      const ended = await importSession({ sessionArchive: archive, profile: 'F', homeDirectory, env: {} }).catch(
        (error: unknown) => error,
      )
      const names = Object.keys(await treeOf(homeDirectory)).slice(1)
      await rm(join(homeDirectory, '.oci'), { recursive: true, force: true })
      if (ended instanceof Error) return isTyped(ended) && names.length === 0
      return names.every((name) =>
        /^\.oci(?:\/config|\/sessions(?:\/F(?:\/(?:oci_api_key(?:_public)?\.pem|token))?)?)?$/.test(name),
      )
    })
    await fc.assert(property, { numRuns: RUNS })
    expect(await treeOf(join(world, 'home'))).toEqual(outside)
  })
})
