import { getEventListeners } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import {
  FileBasedCertificateRetriever,
  type CertificateWarning,
  type FileBasedCertificateRetrieverOptions,
} from '../src/index.ts'
import { encrypted, HOUR_MS, makeCertificate, NOW, type MadeCertificate } from './certificates.ts'

const first = makeCertificate()
const second = makeCertificate()

let folder: string
let certificateFilePath: string
let privateKeyPemFilePath: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certificates-'))
  certificateFilePath = join(folder, 'cert.pem')
  privateKeyPemFilePath = join(folder, 'key.pem')
  await write(first)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function write({ pem, keyPem }: MadeCertificate): Promise<void> {
  await writeFile(certificateFilePath, pem)
  await writeFile(privateKeyPemFilePath, keyPem)
}

/** @param during - what happens in the wait before files are read again */
function setUp(options: Partial<FileBasedCertificateRetrieverOptions> = {}, during = async (): Promise<void> => {}) {
  const warnings: CertificateWarning[] = []
  const waits: number[] = []
  const clock = { time: NOW }
  const retriever = new FileBasedCertificateRetriever({
    certificateFilePath,
    privateKeyPemFilePath,
    now: () => clock.time,
    sleep: async (ms) => {
      waits.push(ms)
      await during()
    },
    onWarning: (warning) => void warnings.push(warning),
    ...options,
  })
  return Object.assign(clock, { retriever, warnings, waits })
}

describe('files', () => {
  test('are not touched before the first refresh', () => {
    const { retriever } = setUp({ certificateFilePath: '/nowhere/at/all' })
    expect(retriever.current()).toBeUndefined()
  })

  test('are read at each refresh', async () => {
    const { retriever } = setUp()
    expect((await retriever.refresh()).fingerprint()).toBe(first.x509.fingerprint256)
    await write(second)
    expect((await retriever.refresh()).fingerprint()).toBe(second.x509.fingerprint256)
    expect(retriever.current()?.privateKey?.publicKey()).toEqual(retriever.current()?.publicKey)
  })

  test('are found in the home folder', async () => {
    vi.stubEnv('HOME', folder)
    const { retriever } = setUp({ certificateFilePath: '~/cert.pem', privateKeyPemFilePath: '~/key.pem' })
    expect((await retriever.refresh()).fingerprint()).toBe(first.x509.fingerprint256)
  })

  test('are found in the home folder, which is a folder itself', async () => {
    vi.stubEnv('HOME', folder)
    vi.stubEnv('USERPROFILE', folder)
    const { retriever } = setUp({ certificateFilePath: '~' })
    expect(await rejectionOf(retriever.refresh())).toMatchObject({ path: '~', reason: 'unreadable' })
  })

  test('are found in the home folder behind a backslash on Windows alone', async () => {
    vi.stubEnv('HOME', folder)
    vi.stubEnv('USERPROFILE', folder)
    await writeFile(`${folder}\\cert.pem`, second.pem)
    const options = { certificateFilePath: '~\\cert.pem', privateKeyPemFilePath: undefined }
    const outcome = async (platform: string): Promise<unknown> => {
      vi.stubGlobal('process', Object.create(process, { platform: { value: platform } }))
      const { retriever } = setUp(options)
      const found = await retriever.refresh().then(
        (bundle) => bundle.fingerprint(),
        (error: { reason: string }) => error.reason,
      )
      vi.unstubAllGlobals()
      return found
    }
    expect(await outcome('win32')).toBe(second.x509.fingerprint256)
    expect(await outcome('linux')).toBe('missing')
    await rm(`${folder}\\cert.pem`)
  })

  test('may hold an encrypted key, its passphrase in a third', async () => {
    await writeFile(privateKeyPemFilePath, encrypted(first.keyPem, 'pkcs1', 'open'))
    await writeFile(join(folder, 'passphrase'), 'open\n')
    const { retriever } = setUp({ passphrase: { file: join(folder, 'passphrase') } })
    expect((await retriever.refresh()).privateKey?.bits).toBe(2048)
  })

  test('may be without a key', async () => {
    const { retriever } = setUp({ privateKeyPemFilePath: undefined })
    expect((await retriever.refresh()).privateKey).toBeUndefined()
  })

  test('are read once for many callers', async () => {
    const reads: string[] = []
    const { retriever } = setUp({
      readFile: async (path, options) => {
        reads.push(path)
        return readFile(path, options)
      },
    })
    const bundles = await Promise.all(Array.from({ length: 100 }, () => retriever.refresh()))
    expect(new Set(bundles).size).toBe(1)
    expect(reads.toSorted()).toEqual([certificateFilePath, privateKeyPemFilePath])
  })
})

describe('files in the middle of a rotation', () => {
  test('are read again 100 ms later', async () => {
    await writeFile(certificateFilePath, second.pem)
    const { retriever, waits, warnings } = setUp({}, () => writeFile(privateKeyPemFilePath, second.keyPem))
    expect((await retriever.refresh()).fingerprint()).toBe(second.x509.fingerprint256)
    expect(waits).toEqual([100])
    expect(warnings).toEqual([])
  })

  test.each([
    ['an empty certificate', '', first.keyPem],
    ['half a certificate', first.pem.slice(0, 500), first.keyPem],
    ['an empty key', first.pem, ''],
    ['half a key', first.pem, first.keyPem.slice(0, 500)],
  ])('such as %s are read again', async (_, certificate, key) => {
    await writeFile(certificateFilePath, certificate)
    await writeFile(privateKeyPemFilePath, key)
    const { retriever, waits } = setUp({}, () => write(first))
    expect((await retriever.refresh()).fingerprint()).toBe(first.x509.fingerprint256)
    expect(waits).toEqual([100])
  })

  test('are read three times in all', async () => {
    await writeFile(certificateFilePath, second.pem)
    const { retriever, waits } = setUp()
    expect(await rejectionOf(retriever.refresh())).toMatchObject({
      reason: 'key-mismatch',
      source: certificateFilePath,
    })
    expect(waits).toEqual([100, 100])
  })

  test('leave the last certificate in use', async () => {
    const { retriever, warnings } = setUp()
    const bundle = await retriever.refresh()
    await writeFile(certificateFilePath, second.pem)
    expect(await retriever.refresh()).toBe(bundle)
    expect(warnings).toEqual([
      expect.objectContaining({
        code: 'kept-last-certificate',
        message: expect.stringContaining(certificateFilePath),
        cause: expect.objectContaining({ reason: 'key-mismatch' }),
      }),
    ])
    await writeFile(privateKeyPemFilePath, second.keyPem)
    expect((await retriever.refresh()).fingerprint()).toBe(second.x509.fingerprint256)
  })
})

describe('files that are gone', () => {
  test('leave the last certificate in use as long as it is valid', async () => {
    const setup = setUp()
    const { retriever, warnings } = setup
    const bundle = await retriever.refresh()
    await rm(certificateFilePath)
    setup.time = NOW + 24 * HOUR_MS
    expect(await retriever.refresh()).toBe(bundle)
    expect(warnings[0]?.cause).toMatchObject({ code: 'ERR_CERTIFICATE_FILE_UNREADABLE', reason: 'missing' })
    setup.time = NOW + 25 * HOUR_MS
    expect(await rejectionOf(retriever.refresh())).toMatchObject({ code: 'ERR_CERTIFICATE_FILE_UNREADABLE' })
    expect(retriever.current()).toBe(bundle)
    expect(warnings.length).toBe(1)
  })

  test('are an error when nothing was loaded before', async () => {
    await rm(privateKeyPemFilePath)
    const { retriever, waits } = setUp()
    expect(await rejectionOf(retriever.refresh())).toMatchObject({
      code: 'ERR_CERTIFICATE_FILE_UNREADABLE',
      reason: 'missing',
      holds: 'private key',
      path: privateKeyPemFilePath,
      cause: expect.objectContaining({ code: 'ENOENT' }),
    })
    expect(waits).toEqual([])
  })

  test('leave a certificate in use even if onWarning throws', async () => {
    const { retriever } = setUp({
      onWarning: () => {
        throw new Error('broken hook')
      },
    })
    const bundle = await retriever.refresh()
    await rm(certificateFilePath)
    expect(await retriever.refresh()).toBe(bundle)
  })
})

test('what is no error explains nothing, and is kept as the cause', async () => {
  let isBroken = false
  const { retriever, warnings } = setUp({
    privateKeyPemFilePath: undefined,
    readFile: (path, options) => (isBroken ? Promise.reject('a text') : readFile(path, options)),
  })
  const bundle = await retriever.refresh()
  isBroken = true
  expect(await retriever.refresh()).toBe(bundle)
  expect(warnings).toEqual([
    {
      code: 'kept-last-certificate',
      message: expect.stringMatching(
        /^The last certificate from .*cert\.pem stays in use\. The file .* cannot be read\./,
      ),
      cause: expect.objectContaining({ reason: 'unreadable', cause: 'a text' }),
    },
  ])
})

test.each([undefined, null, 'a text', new Error('without a code')])(
  'a file that rejects with %o is unreadable',
  async (failure) => {
    const { retriever } = setUp({ readFile: () => Promise.reject(failure) })
    expect(await rejectionOf(retriever.refresh())).toMatchObject({ reason: 'unreadable', cause: failure })
  },
)

test('a passphrase that is refused without an error is told in words of ours', async () => {
  await writeFile(privateKeyPemFilePath, encrypted(first.keyPem, 'pkcs8', 'open'))
  let isBroken = false
  const { retriever, warnings } = setUp({ passphrase: () => (isBroken ? Promise.reject('a text') : 'open') })
  const bundle = await retriever.refresh()
  isBroken = true
  expect(await retriever.refresh()).toBe(bundle)
  expect(warnings).toEqual([
    {
      code: 'kept-last-certificate',
      message: `The last certificate from ${certificateFilePath} stays in use. The files could not be read.`,
      cause: 'a text',
    },
  ])
})

test('a folder in place of a file is unreadable', async () => {
  await rm(certificateFilePath)
  await mkdir(certificateFilePath)
  const { retriever } = setUp()
  expect(await rejectionOf(retriever.refresh())).toMatchObject({ reason: 'unreadable', holds: 'certificate' })
})

describe('a caller that leaves', () => {
  test('is told at once, and what comes later changes nothing', async () => {
    const release: (() => void)[] = []
    const { retriever } = setUp({
      privateKeyPemFilePath: undefined,
      readFile: () => new Promise((resolve) => release.push(() => resolve(Buffer.from(first.pem)))),
    })
    const leaving = new AbortController()
    const left = retriever.refresh({ signal: leaving.signal })
    leaving.abort(new Error('enough'))
    expect(await rejectionOf(left)).toMatchObject({ message: 'enough' })
    const stays = retriever.refresh()
    release[1]?.()
    const bundle = await stays
    release[0]?.()
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(retriever.current()).toBe(bundle)
  })

  test.each(['certificate', 'key', 'passphrase'])('ends the reading of the %s', async (slow) => {
    const leaving = new AbortController()
    const retriever = new FileBasedCertificateRetriever({
      certificateFilePath: '/certificate',
      privateKeyPemFilePath: '/key',
      passphrase: { file: '/passphrase' },
      now: () => NOW,
      readFile: (path, { signal }) => {
        if (path !== `/${slow}`) return Promise.resolve(Buffer.from(path === '/key' ? first.keyPem : first.pem))
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('the file system stopped')), { once: true })
          leaving.abort(new Error('enough'))
        })
      },
    })
    expect(await rejectionOf(retriever.refresh({ signal: leaving.signal }))).toBe(leaving.signal.reason)
    expect(getEventListeners(leaving.signal, 'abort').length).toBe(0)
  })

  test('is told so where there is a last certificate, and nobody is warned', async () => {
    const leaving = new AbortController()
    let isSlow = false
    const { retriever, warnings } = setUp({
      privateKeyPemFilePath: undefined,
      readFile: (path, options) => {
        if (!isSlow) return readFile(path, options)
        return new Promise((_resolve, reject) => {
          options.signal.addEventListener('abort', () => reject(new Error('the file system stopped')), { once: true })
          leaving.abort(new Error('enough'))
        })
      },
    })
    const bundle = await retriever.refresh()
    isSlow = true
    expect(await rejectionOf(retriever.refresh({ signal: leaving.signal }))).toBe(leaving.signal.reason)
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect([warnings, retriever.current()]).toEqual([[], bundle])
  })

  test('during the wait ends the wait', async () => {
    await writeFile(certificateFilePath, second.pem)
    const leaving = new AbortController()
    const retriever = new FileBasedCertificateRetriever({
      certificateFilePath,
      privateKeyPemFilePath,
      now: () => NOW,
      sleep: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason))
          leaving.abort(new Error('enough'))
        }),
    })
    expect(await rejectionOf(retriever.refresh({ signal: leaving.signal }))).toMatchObject({ message: 'enough' })
  })
})

const body = first.keyPem.replaceAll(/-----.*-----|\n/g, '')
const middle = first.keyPem.split('\n').slice(4, 6).join('/')

describe('a key that was given as a path', () => {
  test.each([
    ['a PEM', first.keyPem],
    ['a PEM with literal \\n', first.keyPem.replaceAll('\n', '\\n')],
    ['base64 of a PEM', Buffer.from(first.keyPem).toString('base64')],
    ['the beginning of base64 of a PEM', Buffer.from(first.keyPem).toString('base64').slice(0, 70)],
    ['a bare body', body],
    ['a quoted body', `"${body.slice(0, 100)}"`],
    ['the longest name and one more', 'x'.repeat(256)],
    ['a tab', 'key\t.pem'],
  ])('is refused as each path, with the remedy of its option: %s', (_, key) => {
    const options: readonly (readonly [object, string])[] = [
      [{ certificateFilePath: key }, 'certificateFilePath is no path but a text. Give the path of a file, or use PEM'],
      [{ certificateFilePath: 'a', privateKeyPemFilePath: key }, 'or use PEMStringCertificateRetriever.'],
      [{ certificateFilePath: 'a', passphrase: { file: key } }, 'passphrase.file is no path but a text. Give the path'],
      [{ certificateFilePath: 'a', passphrase: { file: key } }, 'or the passphrase itself as a text.'],
    ]
    for (const [given, told] of options) {
      const make = (): unknown => new FileBasedCertificateRetriever(given as never)
      expect(make).toThrow(told)
      expect(make).toThrow(
        expect.objectContaining({
          code: 'ERR_INVALID_ARGUMENT',
          message: expect.not.stringContaining(key.slice(0, 20)),
        }),
      )
    }
  })

  test.each([
    ['lines from its middle', middle],
    ['hexadecimal', 'ab01'.repeat(32)],
    ['short pieces', 'Ab1/'.repeat(25)],
  ])('is tried where it may be one, and not shown when it is none: %s', async (_, path) => {
    const { retriever } = setUp({ privateKeyPemFilePath: path })
    const error = await rejectionOf(retriever.refresh())
    expect(error).toMatchObject({
      code: 'ERR_CERTIFICATE_FILE_UNREADABLE',
      reason: 'missing',
      holds: 'private key',
      path: '<redacted>',
      cause: { code: 'ENOENT', message: 'ENOENT' },
    })
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(path.slice(0, 30))
  })

  test.each([
    `/var/lib/docker/overlay2/${'0123456789abcdef'.repeat(4)}/key.pem`,
    `/home/${'Some1Folder/'.repeat(15)}key.pem`,
    `/keys/${'key_2026_'.repeat(6)}`,
    `/keys/${'KEY_2026_'.repeat(6)}`,
    `/keys/${'LongName'.repeat(6)}`,
    `/home/${'folder/'.repeat(20)}key`,
    'x'.repeat(127),
  ])('a path is shown: %s', async (path) => {
    const { retriever } = setUp({ privateKeyPemFilePath: path })
    expect(await rejectionOf(retriever.refresh())).toMatchObject({ path, cause: { path } })
  })
})

test.each([
  ['no path', {}],
  ['an empty path', { certificateFilePath: '' }],
  ['an empty key path', { certificateFilePath: 'a', privateKeyPemFilePath: '' }],
  ['a key in place of a path', { certificateFilePath: 'a', privateKeyPemFilePath: first.keyPem }],
  ['a passphrase that is a list', { certificateFilePath: 'a', passphrase: [] }],
])('%s is a wrong argument, and not shown', (_, options) => {
  const make = (): unknown => new FileBasedCertificateRetriever(options as never)
  expect(make).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT', message: expect.not.stringContaining('-----BEGIN') }),
  )
})
