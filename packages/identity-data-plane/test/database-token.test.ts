// A scoped token with its key, in memory and in the files of OCI's database drivers.
import { createPrivateKey, createPublicKey, createSign, createVerify } from 'node:crypto'
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { createScopedToken, writeDatabaseToken } from '../src/index.ts'
import { clientOf } from './support.ts'

let oci: Emulator
let homeDirectory: string
beforeAll(async () => {
  oci = await startEmulator()
})
beforeEach(async () => {
  homeDirectory = await mkdtemp(join(tmpdir(), 'db-token-'))
})
afterEach(async () => {
  oci.faults.clear()
  await rm(homeDirectory, { recursive: true, force: true })
})
afterAll(() => oci.close())

/** What a database checks: that the token names the key that signs. */
function provesPossession(token: string, privateKeyPem: string): boolean {
  const claims = JSON.parse(Buffer.from(String(token.split('.')[1]), 'base64url').toString()) as { jwk: string }
  const named = createPublicKey({ key: JSON.parse(claims.jwk), format: 'jwk' })
  const signature = createSign('sha256').update('nonce').sign(createPrivateKey(privateKeyPem))
  return createVerify('sha256').update('nonce').verify(named, signature)
}

describe('a scoped token', () => {
  test('comes with the key that it is bound to', async () => {
    const made = await createScopedToken(clientOf(oci))
    expect(provesPossession(made.token, made.privateKeyPem)).toBe(true)
    expect(made.publicKeyPem).toBe(
      createPublicKey(made.privateKeyPem).export({ type: 'spki', format: 'pem' }).toString(),
    )
    expect(made).toMatchObject({ scope: 'urn:oracle:db::id::*', requestId: expect.any(String) })
    expect(made.expiresAt - Date.now()).toBeGreaterThan(59 * 60_000)
  })

  test('shows neither token nor key', async () => {
    const made = await createScopedToken(clientOf(oci))
    for (const shown of [
      JSON.stringify(made),
      inspect(made, { showHidden: true, depth: 9 }),
      JSON.stringify({ ...made }),
    ]) {
      expect(shown).not.toMatch(/PRIVATE KEY|eyJ/)
    }
  })

  test('takes a scope and whatever a call takes', async () => {
    const scope = `urn:oracle:db::id::${oci.compartment}`
    const { requestId, scope: had } = await createScopedToken(clientOf(oci), { scope, opcRequestId: 'mine' })
    expect([requestId.startsWith('mine'), had]).toEqual([true, scope])
  })

  test('is not made, nor its key, under a signal that has fired', async () => {
    const generate = vi.spyOn(crypto.subtle, 'generateKey')
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(createScopedToken(clientOf(oci), { signal })).rejects.toThrow('enough')
    expect(generate).not.toHaveBeenCalled()
    generate.mockRestore()
  })

  test.each([
    ['wrong-key', 'key-mismatch'],
    ['truncated', 'not-a-jwt'],
  ] as const)('is refused when it is not for its key: %s', async (token, reason) => {
    oci.faults.add({ times: 1, effect: { token } })
    const error = await rejectionOf(createScopedToken(clientOf(oci)))
    expect(error).toMatchObject({ code: 'ERR_UNUSABLE_TOKEN', reason })
  })
})

describe('a database token', () => {
  const folder = (): string => join(homeDirectory, '.oci', 'db-token')
  const read = (name: string): Promise<string> => readFile(join(folder(), name), 'utf8')

  test('stands where the drivers look for it, for its owner alone', async () => {
    const written = await writeDatabaseToken(clientOf(oci), { homeDirectory })
    expect(written).toMatchObject({
      privateKeyFile: join(folder(), 'oci_db_key.pem'),
      publicKeyFile: join(folder(), 'oci_db_key_public.pem'),
      tokenFile: join(folder(), 'token'),
    })
    expect((await readdir(folder())).sort()).toEqual(['oci_db_key.pem', 'oci_db_key_public.pem', 'token'])
    expect(provesPossession(await read('token'), await read('oci_db_key.pem'))).toBe(true)
    expect(await read('oci_db_key.pem')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
    expect(await read('oci_db_key_public.pem')).toMatch(/^-----BEGIN PUBLIC KEY-----\n/)
    expect(JSON.stringify(written)).not.toMatch(/eyJ|BEGIN/)
  })

  test.skipIf(process.platform === 'win32')('has mode 0600, its folder 0700', async () => {
    const { tokenFile, privateKeyFile, publicKeyFile } = await writeDatabaseToken(clientOf(oci), { homeDirectory })
    const modes = [tokenFile, privateKeyFile, publicKeyFile, folder()].map(
      async (path) => (await stat(path)).mode & 0o777,
    )
    expect(await Promise.all(modes)).toEqual([0o600, 0o600, 0o600, 0o700])
  })

  test('replaces the one before it, key and all', async () => {
    await writeDatabaseToken(clientOf(oci), { homeDirectory })
    const before = await read('oci_db_key.pem')
    await writeDatabaseToken(clientOf(oci), { homeDirectory })
    expect(await read('oci_db_key.pem')).not.toBe(before)
    expect(provesPossession(await read('token'), await read('oci_db_key.pem'))).toBe(true)
  })

  test('is left alone when the service refuses', async () => {
    await writeDatabaseToken(clientOf(oci), { homeDirectory })
    const before = await read('token')
    oci.faults.add({ times: 1, effect: { status: 404 } })
    expect(await rejectionOf(writeDatabaseToken(clientOf(oci), { homeDirectory }))).toMatchObject({ status: 404 })
    expect(await read('token')).toBe(before)
  })

  test.each(['oci_db_key.pem', 'oci_db_key_public.pem', 'token'])(
    'stays with its key when %s cannot be replaced',
    async (name) => {
      await writeDatabaseToken(clientOf(oci), { homeDirectory })
      await rm(join(folder(), name))
      await mkdir(join(folder(), name))
      const others = ['oci_db_key.pem', 'token'].filter((other) => other !== name)
      const before = await Promise.all(others.map(read))
      const error = await rejectionOf(writeDatabaseToken(clientOf(oci), { homeDirectory }))
      expect(error).toMatchObject({ code: 'ERR_CONFIG_WRITE', cause: { code: 'EISDIR' } })
      expect(await Promise.all(others.map(read))).toEqual(before)
      expect(await readdir(folder())).toHaveLength(3)
    },
  )

  test.each(['', ' ', 7, null])('is not asked for when its folder is %j', async (given) => {
    const before = oci.requests.length
    const error = await rejectionOf(writeDatabaseToken(clientOf(oci), { folder: given as string }))
    expect(error).toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
    expect(oci.requests).toHaveLength(before)
  })

  test.skipIf(process.platform === 'win32')('goes through a folder that is a symbolic link, which stays', async () => {
    await mkdir(join(homeDirectory, 'disk'))
    const link = join(homeDirectory, 'link')
    await symlink(join(homeDirectory, 'disk'), link)
    await writeDatabaseToken(clientOf(oci), { folder: link })
    expect(await readdir(join(homeDirectory, 'disk'))).toHaveLength(3)
    expect((await lstat(link)).isSymbolicLink()).toBe(true)
  })

  test('has no place in a folder that is a file', async () => {
    await writeFile(join(homeDirectory, 'file'), 'mine')
    const error = await rejectionOf(writeDatabaseToken(clientOf(oci), { folder: join(homeDirectory, 'file') }))
    expect(error).toMatchObject({ code: 'ERR_CONFIG_WRITE' })
    expect(await readFile(join(homeDirectory, 'file'), 'utf8')).toBe('mine')
  })

  test('of many writers at once is whole: the last one’s', async () => {
    const client = clientOf(oci)
    await Promise.all(Array.from({ length: 4 }, () => writeDatabaseToken(client, { homeDirectory })))
    expect(provesPossession(await read('token'), await read('oci_db_key.pem'))).toBe(true)
    expect(await readdir(folder())).toHaveLength(3)
  })

  test('goes to another folder', async () => {
    const elsewhere = join(homeDirectory, 'elsewhere')
    const { tokenFile } = await writeDatabaseToken(clientOf(oci), { folder: `${elsewhere}/` })
    expect(tokenFile).toBe(join(elsewhere, 'token'))
  })
})
