// `ocix iam db-token get`: files that OCI's database drivers read.
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { emulated } from '@x-tools/emulated'
import { afterEach, expect, test } from 'vitest'
import { homes } from './kit/home.ts'

const oci = emulated()
const home = homes(oci)
afterEach(() => oci().faults.clear())

const inFolder = (name: string, folder = '.oci/db-token'): string => join(home().path, folder, name)

test.each(['DEFAULT', 'SESSION'])(
  'as %s it gets a token with its key, and writes both for their owner',
  async (profile) => {
    const { code, stdout, stderr } = await home().run(`iam db-token get --profile ${profile}`)
    expect([code, stdout]).toEqual([0, ''])
    const token = await readFile(inFolder('token'), 'utf8')
    const pem = await readFile(inFolder('oci_db_key.pem'), 'utf8')
    const { jwk } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { jwk: string }
    const bound = createPublicKey({ key: JSON.parse(jwk) as never, format: 'jwk' })
    expect(createPublicKey(createPrivateKey(pem)).equals(bound)).toBe(true)
    expect(await readFile(inFolder('oci_db_key_public.pem'), 'utf8')).toMatch(/^-----BEGIN PUBLIC KEY-----/)
    for (const name of await readdir(inFolder('.'))) expect((await stat(inFolder(name))).mode & 0o777).toBe(0o600)
    expect(stderr).toContain(
      `Private key written at ${inFolder('oci_db_key.pem')}\ndb-token written at: ${inFolder('token')}\n`,
    )
    const [, date, time] = /^db-token is valid until (\S+) (\S+) UTC$/m.exec(stderr) ?? []
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { exp: number }
    expect(Date.parse(`${date}T${time}Z`)).toBe(exp * 1000)
    expect(stdout + stderr).not.toContain(token)
  },
)

test('another folder and another scope', async () => {
  const scope = `urn:oracle:db::id::${oci().tenancy}`
  const line = `iam db-token get --db-token-location tokens --scope ${scope} --output json`
  const { code, stdout } = await home().run(line)
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    tokenFile: inFolder('token', 'tokens'),
    privateKeyFile: inFolder('oci_db_key.pem', 'tokens'),
    scope,
  })
})

test('a scope that is none of databases is 2, and nobody is asked', async () => {
  const before = oci().requests.length
  const { code, stderr } = await home().run('iam db-token get --scope urn:other')
  expect([code, oci().requests.length]).toEqual([2, before])
  expect(stderr).toContain('urn:oracle:db::id::*')
})

test('a call that fails leaves the files as they were', async () => {
  await home().run('iam db-token get')
  const before = await readFile(inFolder('token'), 'utf8')
  oci().faults.add({ match: { path: '/v1/actions/generateScopedAccessToken' }, effect: { status: 401 } })
  expect((await home().run('iam db-token get')).code).toBe(4)
  expect(await readFile(inFolder('token'), 'utf8')).toBe(before)
})
