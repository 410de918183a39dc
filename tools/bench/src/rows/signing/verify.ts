// Verifying, with the key in every form that servers keep, beside the cryptography alone.
import { createPublicKey, verify } from 'node:crypto'
import { parseAuthorization, Signer } from '@x/signer'
import { memoryReplayStore, verifyRequest, type Seen, type VerificationKey } from '@x/signer/verify'
import { apiKey, getRequest, keyObject } from '../../fixtures.ts'
import { concurrently, interleaved, quantile, ratios, serially, spreadOf, type Work } from '../../measure.ts'
import { perSecond, showSpread, TIMES, type Measurement, type Row } from '../../row.ts'

const COUNT = 256
const IN_FLIGHT = 64
const WARM_UP_ROUNDS = 20
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

const publicKey = createPublicKey(keyObject)
const spki = publicKey.export({ format: 'der', type: 'spki' })
const sealed = await crypto.subtle.importKey('spki', spki, RSA, false, ['verify'])

interface Form {
  readonly name: string
  readonly key: VerificationKey
  readonly bare: 'crypto' | 'subtle'
}
const FORMS: readonly Form[] = [
  { name: 'PEM', key: publicKey.export({ format: 'pem', type: 'spki' }).toString(), bare: 'crypto' },
  { name: 'KeyObject', key: publicKey, bare: 'crypto' },
  { name: 'JWK', key: publicKey.export({ format: 'jwk' }) as VerificationKey, bare: 'crypto' },
  { name: 'CryptoKey', key: await crypto.subtle.importKey('spki', spki, RSA, true, ['verify']), bare: 'crypto' },
  { name: 'CryptoKey that cannot be exported', key: sealed, bare: 'subtle' },
]
const BARE = {
  crypto: { name: 'bare crypto.verify', goal: 0.6 },
  subtle: { name: 'bare subtle.verify', goal: 0.8 },
} as const

export const measure: Measurement = async ({ rounds }) => [
  await withReplayStore(rounds),
  ...(await compared('one GET at a time', (task) => serially(COUNT, task), rounds)),
  ...(await compared(`${IN_FLIGHT} in flight`, (task) => concurrently(COUNT, IN_FLIGHT, task), rounds)),
]

const REPLAY_GOAL = 0.9

/** Each request has to be a new one, so all are signed before. */
async function withReplayStore(rounds: number): Promise<Row> {
  const signer = new Signer(apiKey)
  const key = FORMS[0]?.key
  const requests = await Promise.all(
    Array.from({ length: COUNT }, async (_, index) => {
      const { url, headers } = await signer.sign({ ...getRequest, url: `${getRequest.url}&n=${index}` })
      return { method: 'GET', url: url.pathname + url.search, headers }
    }),
  )
  const verifyAll = async (seen?: Seen): Promise<void> => {
    for (const request of requests) {
      const verdict = await verifyRequest(request, async () => key, { seen })
      if (!verdict.verified) throw new Error(`Not verified: ${verdict.reason}`)
    }
  }
  const spentMs = await interleaved(
    { without: () => verifyAll(), with: () => verifyAll(memoryReplayStore()) },
    { rounds, warmUpRounds: WARM_UP_ROUNDS },
  )
  const speed = spreadOf(ratios(spentMs.without, spentMs.with))
  return {
    what: 'verify with a replay store / without',
    goal: `≥ ${REPLAY_GOAL} ×`,
    measured: showSpread(speed, TIMES),
    reached: speed.median >= REPLAY_GOAL,
    raw: { count: COUNT, spentMs, speed },
  }
}

async function compared(how: string, repeated: (task: Work) => Work, rounds: number): Promise<Row[]> {
  const signed = await new Signer(apiKey).sign(getRequest)
  const text = Buffer.from(signed.signingString)
  const signature = Buffer.from(parseAuthorization(signed.headers['authorization'] ?? '').signature, 'base64')
  const { pathname, search, host } = signed.url
  const request = { method: 'GET', url: pathname + search, headers: { ...signed.headers, accept: '*/*' } }
  const ours = FORMS.map(({ name, key }): [string, Work] => [
    name,
    repeated(async () => {
      const verdict = await verifyRequest(request, async () => key, { host })
      if (!verdict.verified) throw new Error(`Not verified: ${verdict.reason}`)
    }),
  ])
  const spentMs = await interleaved(
    {
      crypto: repeated(() => verify('sha256', text, publicKey, signature)),
      subtle: repeated(() => crypto.subtle.verify(RSA.name, sealed, signature, text)),
      ...Object.fromEntries(ours),
    } as Record<string, Work>,
    { rounds, warmUpRounds: WARM_UP_ROUNDS },
  )
  return FORMS.map(({ name, bare }): Row => {
    const own = spentMs[name] ?? []
    const speed = spreadOf(ratios(spentMs[bare] ?? [], own))
    return {
      what: `verify ${how}, key as ${name} / ${BARE[bare].name}`,
      goal: `≥ ${BARE[bare].goal} ×`,
      measured: `${showSpread(speed, TIMES)}, ${perSecond(COUNT, quantile(own, 0.5))}`,
      reached: speed.median >= BARE[bare].goal,
      raw: { count: COUNT, spentMs: own, speed },
    }
  })
}
