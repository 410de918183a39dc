// The soak itself, in small: it ends well with our principal, and badly with one that signs with a foreign key.
import { generateKeyPairSync } from 'node:crypto'
import { loadPrivateKey, createSigner, type RequestSigner } from '@x/signer'
import { expect, test, vi } from 'vitest'
import { PROMISES } from './promises.ts'
import { settingsFrom } from './settings.ts'
import { soak, type SoakReport } from './soak.ts'

// A soak has processes of its own, and takes 5 s.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

const UNBUILT = { conditions: ['@x/source'] }

/** All that does not hang on the speed of the machine happens in three seconds. */
const small = (requests: number) =>
  settingsFrom({
    requests: String(requests),
    'in-flight': '16',
    // Longer than any test: what ends by the clock is for the run itself.
    'token-seconds': '3600',
    'rotate-seconds': '2.5',
    'revoke-seconds': '1',
    'spread-seconds': '3',
  })

const brokenOf = (report: SoakReport): readonly string[] =>
  PROMISES.map((judge) => judge(report).broken).filter((sentence) => sentence !== undefined)

test('150 requests lose nothing while a token is revoked, certificates rotate and the service fails', async () => {
  const report = await soak(small(150), UNBUILT)
  expect(brokenOf(report)).toEqual([])
})

test('a signature by a foreign key is seen by the server, and every request that has one is lost', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const foreign = await loadPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  const decorate = (principal: RequestSigner): RequestSigner => ({
    sign: async (request, options) => {
      const { keyId } = await principal.sign(request, options)
      return createSigner(async () => ({ keyId, key: foreign })).sign(request, options)
    },
  })
  const report = await soak(
    { ...small(20), faultShare: 0, spreadSeconds: 0, revokeSeconds: 3600 },
    { ...UNBUILT, decorate },
  )
  expect(brokenOf(report).slice(0, 4)).toEqual([
    expect.stringMatching(/^20 requests were lost: 10 × 401: .+, 10 × 401: /),
    'The server answered 0 different requests in whole, but there were 20.',
    'A 401 reached the caller 20 times.',
    'The server saw a signature that does not fit 20 times (APIs: 20 × signature-mismatch; auth service: none).',
  ])
})

test('a server that does not come up ends the run with a reason', async () => {
  const settings = { ...small(1), tokenSeconds: 0 }
  await expect(soak(settings, UNBUILT)).rejects.toThrow(/^The emulator ended with exit code 1[^]*lifetimeSeconds/)
})
