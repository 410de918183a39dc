// Judgements that no emulator brings about.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@x/config'
import { expect, onTestFinished, test } from 'vitest'
import type { Facts } from '../facts/facts.ts'
import type { Place } from '../facts/places.ts'
import { chain } from './chain.ts'
import { name } from './name.ts'
import { permissions } from './permissions.ts'
import { proxy } from './proxy.ts'
import { CHECKS } from './index.ts'

const NOTHING: Facts = {
  profile: 'DEFAULT',
  auth: undefined,
  isLocal: false,
  isWindows: false,
  env: {},
  proxy: undefined,
  timeZone: 'UTC',
  places: [],
  repairs: [],
}
const ENDPOINT = { value: 'https://identity.us-phoenix-1.oraclecloud.com' }

test('each check has a judgement where nothing is known, and none is a fault', () => {
  expect(CHECKS.map(({ judge }) => judge(NOTHING).state)).not.toContain('fault')
  expect(new Set(CHECKS.map((check) => check.name)).size).toBe(CHECKS.length)
})

test('a name is shown with what it stands for, or with the code of the resolver', () => {
  const facts = { ...NOTHING, endpoint: ENDPOINT }
  expect(name.judge({ ...facts, addresses: { value: ['192.0.2.1', '2001:db8::1'] } })).toEqual({
    state: 'ok',
    sentence: 'identity.us-phoenix-1.oraclecloud.com stands for 192.0.2.1, 2001:db8::1.',
  })
  const error = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })
  expect(name.judge({ ...facts, addresses: { error } })).toMatchObject({
    state: 'fault',
    exit: 6,
    sentence: 'No name server knows identity.us-phoenix-1.oraclecloud.com (ENOTFOUND).',
  })
})

test('a proxy is named without its credentials, with what NO_PROXY says', () => {
  const env = { HTTPS_PROXY: 'http://me:hunter2@proxy.test:3128', NO_PROXY: 'localhost' }
  expect(proxy.judge({ ...NOTHING, env, endpoint: ENDPOINT }).sentence).toBe(
    'HTTPS_PROXY leads calls by http://proxy.test:3128, unless NO_PROXY exempts it: localhost.',
  )
  expect(proxy.judge({ ...NOTHING, proxy: 'ftp://x', endpoint: ENDPOINT })).toMatchObject({ state: 'fault', exit: 2 })
})

test('files of another user, and what could not be repaired, are warnings; Windows has no modes', () => {
  const place: Place = { path: '/key.pem', kind: 'file', mode: 0o600, owner: 'other' }
  const judged = (facts: Partial<Facts>): string => permissions.judge({ ...NOTHING, ...facts }).sentence
  expect(judged({ places: [place] })).toBe('/key.pem belongs to another user.')
  expect(judged({ places: [{ ...place, owner: 'root' }] })).toBe(
    'Nobody else may read or change the files of the profile.',
  )
  const repairs = [{ path: '/key.pem', error: new Error('It could not be changed.') }]
  expect(judged({ places: [{ ...place, owner: 'self', mode: 0o644 }], repairs })).toBe('It could not be changed.')
  expect(judged({ places: [place], isWindows: true })).toBe('Windows has lists of access in the place of modes.')
})

test('where programs find nobody: what leads them to the profile of the line, or else how to make one', async () => {
  const nobody = { ...NOTHING, profile: 'DAILY', chain: { value: { taken: undefined, links: [] } } }
  const sentence = 'A program that calls defaultSigner() finds nobody to sign.'
  expect(chain.judge(nobody)).toMatchObject({ state: 'warning', sentence, remedy: 'ocix setup config' })
  const folder = await mkdtemp(join(tmpdir(), 'ocix-chain-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'config')
  await writeFile(file, '[DAILY]\nregion=eu-zurich-1\n')
  const config = { value: await loadConfig({ file, profile: 'DAILY', env: {} }) }
  const remedy = 'eval "$(ocix env --profile DAILY)"'
  expect(chain.judge({ ...nobody, config })).toMatchObject({ state: 'warning', sentence, remedy })
})
