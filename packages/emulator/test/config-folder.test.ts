// The folder that stands in for ~/.oci.
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { appendFile, chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fingerprintOf } from '../src/tenancy/keys/rsa-keys.ts'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, signAndSend } from './hand-signer.ts'

let oci: Emulator
let folder: string
beforeEach(async () => {
  oci = await startEmulator({ apiKey })
  folder = await mkdtemp(join(tmpdir(), 'emulator-test-'))
})
afterEach(async () => {
  await oci.close()
  await rm(folder, { recursive: true })
})

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8)

async function readProfiles(path: string): Promise<Record<string, Record<string, string>>> {
  const profiles: Record<string, Record<string, string>> = {}
  let current: Record<string, string> = {}
  for (const line of (await readFile(path, 'utf8')).split('\n')) {
    const [, name] = /^\[(.+)\]$/.exec(line) ?? []
    const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? []
    if (name !== undefined) current = profiles[name] = {}
    if (key !== undefined) current[key] = value ?? ''
  }
  return profiles
}

test('profile DEFAULT signs with the API key', async () => {
  const { DEFAULT } = await readProfiles(await oci.configFile(folder))
  const key = await readFile(DEFAULT?.['key_file'] ?? '', 'utf8')
  expect(DEFAULT).toMatchObject({
    tenancy: oci.tenancy,
    user: oci.user,
    fingerprint: oci.apiKey.fingerprint,
    region: oci.region,
  })
  const keyId = `${DEFAULT?.['tenancy']}/${DEFAULT?.['user']}/${DEFAULT?.['fingerprint']}`
  expect((await signAndSend(oci, {}, { keyId, key })).status).toBe(200)
})

test('profile SESSION signs with a session token', async () => {
  const { SESSION } = await readProfiles(await oci.configFile(folder))
  const [key, token] = await Promise.all(
    ['key_file', 'security_token_file'].map((name) => readFile(SESSION?.[name] ?? '', 'utf8')),
  )
  expect(SESSION?.['fingerprint']).toBe(fingerprintOf(createPublicKey(createPrivateKey(key ?? ''))))
  const answer = await signAndSend(oci, {}, { keyId: `ST$${token}`, key: key ?? '' })
  expect(answer.json.caller).toMatchObject({ kind: 'session', user: oci.user })
})

test('ends private keys as OCI’s CLI does, and has the session’s public key beside its private one', async () => {
  const { DEFAULT, SESSION } = await readProfiles(await oci.configFile(folder))
  const [apiKeyPem = '', sessionPem = ''] = await Promise.all(
    [DEFAULT, SESSION].map((profile) => readFile(profile?.['key_file'] ?? '', 'utf8')),
  )
  expect(apiKeyPem).toBe(`${oci.apiKey.pem}OCI_API_KEY`)
  expect(sessionPem).toMatch(/-----END PRIVATE KEY-----\nOCI_API_KEY$/)
  const publicPem = await readFile(SESSION?.['key_file']?.replace('.pem', '_public.pem') ?? '', 'utf8')
  expect(publicPem).toMatch(/^-----BEGIN PUBLIC KEY-----\n[^-]+-----END PUBLIC KEY-----\n$/)
  expect(createPublicKey(publicPem).equals(createPublicKey(createPrivateKey(sessionPem)))).toBe(true)
})

test('writes private files into private folders, also over files that were neither', async () => {
  const target = join(folder, 'home', '.oci')
  const config = await oci.configFile(target)
  await chmod(config, 0o644)
  expect(await oci.configFile(target)).toBe(config)
  expect(config).toBe(join(target, 'config'))
  const names = ['oci_api_key.pem', 'oci_api_key_public.pem', 'token'].map((name) => `sessions/SESSION/${name}`)
  const files = ['config', 'oci_api_key.pem', ...names]
  for (const file of files) expect(await modeOf(join(target, file))).toBe('600')
  for (const dir of ['..', '.', 'sessions', 'sessions/SESSION']) expect(await modeOf(join(target, dir))).toBe('700')
  expect((await readdir(dirname(config))).sort()).toEqual(['config', 'oci_api_key.pem', 'sessions'])
  expect((await readdir(join(target, 'sessions', 'SESSION'))).sort()).toEqual(names.map((name) => name.slice(17)))
})

test.each(['config', 'oci_api_key.pem'])('leaves a folder alone that has a %s of somebody’s own', async (name) => {
  await writeFile(join(folder, name), 'mine')
  await expect(oci.configFile(folder)).rejects.toMatchObject({
    code: 'ERR_EMULATOR_OPTION',
    message: `The folder ${folder} has a config or a key that no emulator wrote. Give another one, or move them away.`,
  })
  expect(await readdir(folder)).toEqual([name])
  expect(await readFile(join(folder, name), 'utf8')).toBe('mine')
})

test('replaces what another emulator wrote, also where somebody added to it', async () => {
  await using other = await startEmulator({ apiKey })
  const config = await other.configFile(folder)
  await appendFile(config, '[MINE]\n')
  await oci.configFile(folder)
  expect(Object.keys(await readProfiles(config))).toEqual(['DEFAULT', 'SESSION'])
  expect((await readProfiles(config))['DEFAULT']?.['tenancy']).toBe(oci.tenancy)
})

test('leaves no half-written file behind when it fails', async () => {
  await writeFile(join(folder, 'sessions'), 'a file in the way')
  await expect(oci.configFile(folder)).rejects.toMatchObject({ code: expect.stringMatching(/^E(EXIST|NOTDIR)$/) })
  expect((await readdir(folder)).filter((name) => name.includes('-'))).toEqual([])
})
