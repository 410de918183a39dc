// What principals are built of: the engine that keeps a snapshot fresh, and the reader of a token's claims.
import type { Snapshot } from '@x/signer/principal'
import type { Case, Context } from '../case.ts'
import { derOf, toBase64, utf8 } from '../bytes.ts'
import { regionsUrl } from '../signers.ts'

const group = 'refresh'
const HOUR_MS = 3_600_000
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** The first snapshot is called `token 1`, and lasts an hour; what cannot be signed with is good enough here. */
function numbered(count: number, issuedAt: number): Snapshot {
  const credential = { keyId: `token ${count}`, key: { sign: async (data: Uint8Array) => data } }
  return { credential, issuedAt, expiresAt: issuedAt + HOUR_MS }
}

interface Engine {
  readonly keyId: () => Promise<string>
  readonly close: (reason: unknown) => void
  /** How many snapshots were asked for. */
  readonly loads: () => number
}

function engineAt({ libraries }: Context, now: () => number): Engine {
  let count = 0
  const engine = new libraries.refresh.RefreshEngine<Snapshot>({
    now,
    random: () => 0,
    load: async (context) => ({ snapshot: numbered(++count, context.now()) }),
  })
  const keyId = async (): Promise<string> => (await engine.credential()).credential.keyId
  return { keyId, close: (reason) => engine.close(reason), loads: () => count }
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

export const refreshCases: readonly Case[] = [
  {
    group,
    name: 'callers at the same time share one renewal',
    async observe(context) {
      const { keyId, loads } = engineAt(context, () => 0)
      return [...(await Promise.all([keyId(), keyId(), keyId()])), loads()]
    },
    expected: ['token 1', 'token 1', 'token 1', 1],
  },
  {
    group,
    name: 'an ageing token is handed out at once, and renewed behind the caller',
    async observe(context) {
      let now = 0
      const { keyId, loads } = engineAt(context, () => now)
      const first = await keyId()
      now = HOUR_MS * 0.9
      const ageing = await keyId()
      await settled()
      return [first, ageing, await keyId(), loads()]
    },
    expected: ['token 1', 'token 1', 'token 2', 2],
  },
  {
    group,
    name: 'an expired token is waited for',
    async observe(context) {
      let now = 0
      const { keyId } = engineAt(context, () => now)
      const first = await keyId()
      now = HOUR_MS
      return [first, await keyId()]
    },
    expected: ['token 1', 'token 2'],
  },
  {
    group,
    name: 'what is closed says why',
    async observe(context) {
      const { keyId, close } = engineAt(context, () => 0)
      close(new RangeError('enough'))
      return keyId().catch(({ message }: Error) => message)
    },
    expected: 'enough',
  },
  {
    group,
    name: 'a refused token is renewed, and the call sent again over HTTP',
    async observe(context) {
      const { libraries, input } = context
      const { tenancy, user, fingerprint, pem } = input.identity
      const key = await libraries.signer.loadPrivateKey(pem)
      const fingerprints = ['00:00', fingerprint]
      const asked: string[] = []
      const engine = new libraries.refresh.RefreshEngine<Snapshot>({
        async load({ now }) {
          const next = String(fingerprints[asked.length])
          asked.push(next)
          const credential = libraries.signer.createCredential({ keyId: `${tenancy}/${user}/${next}`, key })
          return { snapshot: { credential, issuedAt: now(), expiresAt: now() + HOUR_MS } }
        },
      })
      const signer = libraries.signer.createSigner(async (call) => (await engine.credential(call)).credential)
      const { status } = await libraries.signedFetch.createSignedFetch(signer)(regionsUrl(context))
      return [status, asked.length]
    },
    expected: [200, 2],
  },
  {
    group,
    name: 'the claims of a token',
    observe({ libraries }) {
      const claims = { exp: 1_800_000_000, iat: 1_799_996_400, sess_exp: '2027-01-15T09:00:00Z', tenant: 'zoë' }
      const { texts, ...times } = libraries.refresh.parseTokenClaims(tokenWith(claims)) ?? {}
      return { ...times, tenant: texts?.['tenant'] }
    },
    expected: {
      expiresAt: 1_800_000_000_000,
      issuedAt: 1_799_996_400_000,
      sessionEndsAt: 1_800_003_600_000,
      tenant: 'zoë',
    },
  },
  {
    group,
    name: 'what is no token has no claims',
    observe: ({ libraries }) => libraries.refresh.parseTokenClaims('no.token'),
    expected: null,
  },
  {
    group,
    name: 'a token is bound to its key, and to no other',
    async observe({ libraries, input }) {
      const spki = derOf(input.publicKey)
      const { n = '', e = '' } = await crypto.subtle.exportKey(
        'jwk',
        await crypto.subtle.importKey('spki', spki, RSA, true, ['verify']),
      )
      const { jwk } = libraries.refresh.parseTokenClaims(tokenWith({ jwk: JSON.stringify({ n, e }) })) ?? {}
      const other = Uint8Array.from(spki, (byte, index) => (index === 100 ? byte ^ 1 : byte))
      return typeof jwk === 'object' && [libraries.refresh.bindsKey(jwk, spki), libraries.refresh.bindsKey(jwk, other)]
    },
    expected: [true, false],
  },
]

/** Base64url, and not padded. */
const part = (value: object): string =>
  toBase64(utf8(JSON.stringify(value)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const tokenWith = (claims: object): string => `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`
