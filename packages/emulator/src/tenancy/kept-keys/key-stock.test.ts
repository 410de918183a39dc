// Keys that outlive a process, in a folder of the test's own.
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { generateKeys, toPkcs8Pem, type KeyPair } from '../keys/rsa-keys.ts'
import { cacheFolder } from './cache-folder.ts'
import { KeyStock } from './key-stock.ts'
import { writeKept } from './kept-file.ts'

let [root, folder, made] = ['', '', 0]
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'kept-keys-'))
  folder = join(root, 'x-emulator')
  made = 0
})
afterEach(() => rm(root, { recursive: true, force: true }))

const generate = (): Promise<KeyPair> => {
  made++
  return generateKeys()
}
const open = (): Promise<KeyStock> => KeyStock.open(folder, { generate })
const file = (): string => join(folder, 'keys.json')
const pemOf = ({ privateKey }: KeyPair): string => toPkcs8Pem(privateKey)

/** Whether nobody but its owner can read or write it. Windows has no such modes. */
const isPrivate = async (path: string): Promise<boolean> =>
  process.platform === 'win32' || ((await stat(path)).mode & 0o077) === 0

/** What a process does that needs so many keys, to its end. */
async function run(count: number): Promise<string[]> {
  const source = (await open()).lend()
  const pairs = await Promise.all(Array.from({ length: count }, () => source.next()))
  await source.close()
  return pairs.map(pemOf)
}

test('a second process has the keys of the first, each once', async () => {
  const first = await run(3)
  const second = await run(3)
  expect(new Set(first).size).toBe(3)
  expect(second.toSorted()).toEqual(first.toSorted())
  expect(made).toBe(3)
})

test('what is missing is made, and kept too', async () => {
  await run(1)
  await run(3)
  expect(made).toBe(3)
  await run(3)
  expect(made).toBe(3)
})

test('two emulators at one time have no key in common, and the next has those that were given back', async () => {
  await run(2)
  const stock = await open()
  const [one, other] = [stock.lend(), stock.lend()]
  const [a, b] = [pemOf(await one.next()), pemOf(await other.next())]
  expect(a).not.toBe(b)
  await one.close()
  await one.close()
  expect(pemOf(await stock.lend().next())).toBe(a)
  expect(pemOf(await other.next())).not.toBe(a)
})

test('a public key fits its private one', async () => {
  await run(1)
  const { privateKey, publicKey } = await (await open()).lend().next()
  expect(createPublicKey(privateKey).equals(publicKey)).toBe(true)
})

test('no more than 32 are kept', async () => {
  await run(40)
  const { keys } = JSON.parse(await readFile(file(), 'utf8')) as { keys: string[] }
  expect(keys).toHaveLength(32)
})

test('the file is its owner’s alone, and nothing lies beside it', async () => {
  await run(2)
  expect([await isPrivate(file()), await isPrivate(folder)]).toEqual([true, true])
  expect(await readdir(folder)).toEqual(['keys.json'])
})

test('two processes at once leave a whole file', async () => {
  await Promise.all([run(4), run(4)])
  const { keys } = JSON.parse(await readFile(file(), 'utf8')) as { keys: string[] }
  expect(keys.map((pem) => createPrivateKey(pem).asymmetricKeyType)).toEqual(['rsa', 'rsa', 'rsa', 'rsa'])
})

test('where nothing can be written, keys are made', async () => {
  await writeFile(folder, 'a file in the place of the folder')
  expect(await run(1)).toHaveLength(1)
  expect(await run(1)).toHaveLength(1)
  expect(made).toBe(2)
})

describe('a file that is not as it was written counts as empty, and is replaced', () => {
  const spoil: Record<string, () => Promise<void>> = {
    'half of it': async () => writeFile(file(), (await readFile(file(), 'utf8')).slice(0, 900)),
    'no JSON': () => writeFile(file(), 'keys'),
    'another form': () => writeFile(file(), '{"version":2,"keys":"many"}'),
    nothing: () => writeFile(file(), 'null'),
    'another version': async () => writeFile(file(), (await readFile(file(), 'utf8')).replace('2', '1')),
    'what is no key': () => writeKept(folder, ['-----BEGIN PRIVATE KEY-----']),
    'a key of another kind': () => writeKept(folder, [ecKey()]),
    'a key with one wrong digit': async () => writeFile(file(), await withWrongDigit()),
    'far too much': async () => writeFile(file(), (await readFile(file(), 'utf8')) + ' '.repeat(300_000)),
    ...(process.platform !== 'win32' && {
      'readable by others': () => chmod(file(), 0o640),
      'a link': async () => {
        await writeFile(join(root, 'elsewhere'), await readFile(file()), { mode: 0o600 })
        await rm(file())
        await symlink(join(root, 'elsewhere'), file())
      },
    }),
  }
  test.each(Object.entries(spoil))('%s', async (_, change) => {
    const [before] = await run(1)
    await change()
    const [after] = await run(1)
    expect([after === before, made]).toEqual([false, 2])
    const [again] = await run(1)
    expect([again === after, made]).toEqual([true, 2])
  })
})

/** The file with the key's exponent changed: OpenSSL reads it, and takes it for good. */
async function withWrongDigit(): Promise<string> {
  const { keys, ...others } = JSON.parse(await readFile(file(), 'utf8')) as { keys: string[] }
  const changed = keys.map((pem) => {
    const { d = '', ...rest } = createPrivateKey(pem).export({ format: 'jwk' })
    const key = { ...rest, d: d.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')) }
    return toPkcs8Pem(createPrivateKey({ key, format: 'jwk' }))
  })
  return JSON.stringify({ ...others, keys: changed })
}

const ecKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

describe('the folder', () => {
  test('is in the cache of the nearest project', async () => {
    await mkdir(join(root, 'node_modules'), { mode: 0o755 })
    await mkdir(join(root, 'packages', 'one'), { recursive: true })
    const expected = join(root, 'node_modules', '.cache', 'x-emulator')
    expect(await cacheFolder(join(root, 'packages', 'one'))).toBe(expected)
  })

  const unusable: Record<string, () => Promise<unknown>> = {
    'others may write to node_modules': () => chmod(join(root, 'node_modules'), 0o777),
    'the group may write to the cache': async () => {
      await mkdir(join(root, 'node_modules', '.cache'))
      await chmod(join(root, 'node_modules', '.cache'), 0o775)
    },
    'the cache is a link': () => symlink(tmpdir(), join(root, 'node_modules', '.cache')),
    'the folder is a link': async () => {
      await mkdir(join(root, 'node_modules', '.cache'))
      await symlink(tmpdir(), join(root, 'node_modules', '.cache', 'x-emulator'))
    },
  }
  test.skipIf(process.platform === 'win32').each(Object.entries(unusable))('is none where %s', async (_, change) => {
    await mkdir(join(root, 'node_modules'), { mode: 0o755 })
    await change()
    expect(await cacheFolder(root)).toBeUndefined()
  })

  test('is none where there is no project', async () => {
    expect(await cacheFolder(root)).toBeUndefined()
  })
})
