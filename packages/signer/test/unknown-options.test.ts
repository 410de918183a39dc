// Every public function and class refuses an option that it does not know, and events that there are not. What is data may have any
// member: requests, configurations, what a signature is told on its way.
import { createSigner, presign, SecurityTokenSigner, sendSigned, Signer } from '@x/signer'
import { RefreshEngine } from '@x/signer/principal'
import { memoryReplayStore, tokenKeys, verifyRequest } from '@x/signer/verify'
import { expect, test, vi } from 'vitest'
import { pem } from './support/fixtures.ts'

const names = { tenancy: 'ocid1.tenancy.oc1..t', user: 'ocid1.user.oc1..u', fingerprint: '20:3b:97:13' }
const request = { method: 'GET', url: 'https://iaas.us-phoenix-1.oraclecloud.com/20160918/instances' }
const ALL = 'genericHeaders, bodyHeaders, requireHost, onlyHosts, maxBufferBytes, now'
const OF_API_KEY = `tenancy, user, fingerprint, privateKey, privateKeyFile, passphrase, checkFingerprint, region, ${ALL}`
const OF_SESSION = `token, tokenFile, privateKey, privateKeyFile, passphrase, region, ${ALL}`

const refused = (message: string): Error =>
  expect.objectContaining({ name: 'TypeError', code: 'ERR_INVALID_ARGUMENT', message }) as Error

type Call = (options: never) => unknown
const apiKey: Call = (options: object) => new Signer({ ...names, ...options })
const fromConfig: Call = (options) => Signer.fromConfig({ ...names, keyContent: pem }, options)
const session: Call = (options) => new SecurityTokenSigner(options)
const engine: Call = (options: object) => new RefreshEngine({ load: () => Promise.reject(new Error('x')), ...options })

test.each<[name: string, unknown: string, all: string, call: Call]>([
  ['Signer', 'pass_phrase', OF_API_KEY, apiKey],
  ['Signer', 'private_key_file_location', OF_API_KEY, apiKey],
  ['Signer', 'private_key_content', OF_API_KEY, apiKey],
  ['Signer.fromConfig', 'profile_name', OF_API_KEY, fromConfig],
  ['Signer.fromConfig', 'keyFile', OF_API_KEY, fromConfig],
  ['SecurityTokenSigner', 'security_token_file', OF_SESSION, session],
  ['memoryReplayStore', 'max', 'maxEntries, onForgotten', memoryReplayStore],
  ['tokenKeys', 'iss', 'issuer, now', (options) => tokenKeys('PEM', options)],
  [
    'RefreshEngine',
    'timeout',
    'load, sharedLoad, lifetime, minRefreshIntervalMs, renewalTimeoutMs, now, random, setTimer',
    engine,
  ],
])('%s refuses the option %s at once, and names all', (_, unknown, all, call) => {
  expect(() => call({ [unknown]: 'x' } as never)).toThrow(refused(`There is no option "${unknown}". Use ${all}.`))
})

test('presign and verifyRequest refuse an option as a rejection, and name all', async () => {
  const signer = { sign: () => Promise.reject(new Error('nothing is signed')) }
  await expect(presign(request, signer, { expiresIn: 5 } as object)).rejects.toThrow(
    refused('There is no option "expiresIn". Use expiresInSeconds, now, signal.'),
  )
  const received = { method: 'GET', url: '/', headers: {} }
  await expect(verifyRequest(received, async () => undefined, { clockSkew: 5 } as object)).rejects.toThrow(
    refused('There is no option "clockSkew". Use host, now, clockSkewSeconds, allowUnsignedBody, presigned, seen.'),
  )
})

test.each([
  ['generic_headers', 'genericHeaders'],
  ['maxBuffer', 'maxBufferBytes'],
  ['require_host', 'requireHost'],
])(
  'createSigner refuses the option %s at the first signature, asks for no credential, and names %s',
  async (unknown, nearest) => {
    const provider = vi.fn(() => Promise.reject(new Error('not asked')))
    const signer = createSigner(provider, { [unknown]: ['host'] } as object)
    await expect(signer.sign(request)).rejects.toThrow(
      refused(`There is no option "${unknown}". Did you mean \`${nearest}\`?`),
    )
    expect(provider).not.toHaveBeenCalled()
  },
)

test('what is undefined or inherited is no option', async () => {
  const options = Object.assign(Object.create({ inherited: 1 }), { privateKey: pem, passPhrase: undefined }) as object
  const signer = new Signer(Object.assign(options, names) as ConstructorParameters<typeof Signer>[0])
  const key = { sign: async (data: Uint8Array) => data }
  const over = createSigner(async () => ({ keyId: 't/u/f', key }), { passPhrase: undefined } as object)
  expect((await signer.sign(request)).keyId).toBe('ocid1.tenancy.oc1..t/ocid1.user.oc1..u/20:3b:97:13')
  expect((await over.sign(request)).keyId).toBe('t/u/f')
})

test('a request, a configuration, and what adapters hand on with a request may have any member', async () => {
  const signer = Signer.fromConfig({ ...names, keyContent: pem, pass_phrase: 'x' } as object)
  const signed = await signer.sign(Object.assign({ timeout: 5 }, request), { timeout: 5 } as object)
  const response = await sendSigned(request, signer, async () => new Response('sent'), { timeout: 5 } as object)
  expect([signed.method, await response.text()]).toEqual(['GET', 'sent'])
})

test.each(['renew', 'refreshfailed', 'toString', 5, undefined])('there is no event %s', (name) => {
  const signer = new Signer({ ...names, privateKey: pem })
  expect(() => signer.on(name as 'refresh', () => {})).toThrow(
    refused(`There is no event "${name}". Use refresh, refreshFailed.`),
  )
})
