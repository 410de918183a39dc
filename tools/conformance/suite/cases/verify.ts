// The verifier: the documented requests, and what it says of our own.
import type { Case, Context, Json } from '../case.ts'
import { derOf } from '../bytes.ts'
import type { DocumentedCase, Input } from '../input.ts'

const group = 'verify'
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const NOW = Date.UTC(2026, 10, 20, 12)

type Received = Parameters<Context['libraries']['verify']['verifyRequest']>[0]
type Resolved = Awaited<ReturnType<Parameters<Context['libraries']['verify']['verifyRequest']>[1]>>

export const verifyCases = (input: Input): readonly Case[] => [
  ...input.documented.map(documentedCase),
  ...Object.entries(PUBLIC_KEYS).map(([name, make]): Case => ({
    group,
    name: `with the public key as ${name}`,
    observe: async (context) => verdictOf(await signed(context), await make(context), context),
    expected: 'genuine',
  })),
  ...Object.entries(WEAK_KEYS).map(([name, make]): Case => ({
    group,
    name: `not with ${name}`,
    observe: async (context) => verdictOf(await signed(context), await make(context.input), context),
    expected: { code: 'ERR_INVALID_ARGUMENT' },
  })),
  {
    group,
    name: 'what a verdict tells',
    observe: async (context) => toldOf(await signed(context), context),
    expected: {
      principal: { kind: 'api-key', tenancy: 'a', user: 'b', fingerprint: 'c' },
      method: 'PUT',
      target: '/p?q=1',
      host: 'h.example',
      date: NOW,
    },
  },
  {
    group,
    name: 'a request for another host',
    observe: async (context) => verdictOf(await signed(context), context.input.publicKey, context, 'other.example'),
    expected: 'wrong-host',
  },
  {
    group,
    name: 'a parsed body',
    observe: async (context) =>
      verdictOf({ ...(await signed(context)), body: { a: 1 } as never }, context.input.publicKey, context),
    expected: { code: 'ERR_INVALID_ARGUMENT' },
  },
  ...Object.entries(CHANGES).map(([name, [change, expected]]): Case => ({
    group,
    name,
    observe: async (context) => verdictOf(change(await signed(context)), input.publicKey, context),
    expected,
  })),
]

const documentedCase = ({ name, publicKey, verify, ...vector }: DocumentedCase): Case => ({
  group,
  name,
  async observe({ libraries }) {
    const { method, url, headers, body, authorization } = vector
    const received = { method, url, headers: { ...headers, authorization: authorization ?? undefined }, body }
    const now = (): number => Date.parse(headers['date'] ?? '')
    const judge = await judgeOf(publicKey)
    const verdict = await libraries.verify.verifyRequest(received as Received, async () => judge, { now })
    return verdict.verified ? 'genuine' : verdict.reason
  },
  expected: verify,
})

/** The documentation's keys have 1024 bits, which the verifier takes only where somebody else answers for them. */
async function judgeOf(publicKey: string): Promise<Resolved> {
  const key = await imported(publicKey)
  return { verify: async (data, signature) => crypto.subtle.verify(RSA.name, key, copyOf(signature), copyOf(data)) }
}

const copyOf = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes)

/** A public key in the forms that servers keep. */
const PUBLIC_KEYS: Readonly<Record<string, (context: Context) => Promise<Resolved>>> = {
  PEM: async ({ input }) => input.publicKey,
  'a CryptoKey': ({ input }) => imported(input.publicKey),
  'a CryptoKey that cannot be exported': ({ input }) => imported(input.publicKey, RSA, false),
  'a JWK': async ({ input }) => crypto.subtle.exportKey('jwk', await imported(input.publicKey)),
}

/** Keys that prove nothing: that is the server's mistake. */
const WEAK_KEYS: Readonly<Record<string, (input: Input) => Promise<Resolved>>> = {
  'a CryptoKey for SHA-1': ({ publicKey }) => imported(publicKey, { ...RSA, hash: 'SHA-1' }),
  'a JWK with the exponent 1': async ({ publicKey }) => ({
    ...(await crypto.subtle.exportKey('jwk', await imported(publicKey))),
    e: 'AQ',
  }),
  'a key of 1024 bits': async ({ documented }) => documented.find(({ name }) => name === 'docs-get')?.publicKey,
}

const imported = (pem: string, algorithm = RSA, extractable = true): Promise<CryptoKey> =>
  crypto.subtle.importKey('spki', derOf(pem), algorithm, extractable, ['verify'])

interface Message {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

async function signed({ libraries, input }: Context): Promise<Message> {
  const { createSigner, loadPrivateKey } = libraries.signer
  const key = await loadPrivateKey(input.clearKey)
  const signer = createSigner(async () => ({ keyId: 'a/b/c', key }), { now: () => NOW })
  const body = '{"a":1}'
  const { method, url, headers } = await signer.sign({ method: 'PUT', url: 'https://h.example/p?q=1', body })
  return { method, url, headers, body }
}

const withoutSignature = (headers: Message['headers']): Message['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'))

/** Something happens on the way. */
const CHANGES: Readonly<Record<string, readonly [change: (message: Message) => Message, verdict: string]>> = {
  'a changed body': [(message) => ({ ...message, body: '{"a":2}' }), 'body-hash-mismatch'],
  'a longer body': [(message) => ({ ...message, body: '{"a":1} ' }), 'content-length-mismatch'],
  'a changed query': [(message) => ({ ...message, url: new URL('?q=2', message.url) }), 'invalid-signature'],
  'a changed method': [(message) => ({ ...message, method: 'POST' }), 'invalid-signature'],
  'no signature': [
    ({ headers, ...message }) => ({ ...message, headers: withoutSignature(headers) }),
    'missing-authorization',
  ],
}

async function verdictOf(message: Message, key: Resolved, { libraries }: Context, host = 'h.example'): Promise<string> {
  const verdict = await libraries.verify.verifyRequest(message, async () => key, { now: () => NOW, host })
  return verdict.verified ? 'genuine' : verdict.reason
}

async function toldOf(message: Message, { libraries, input }: Context): Promise<Json> {
  const verdict = await libraries.verify.verifyRequest(message, async () => input.publicKey, { now: () => NOW })
  if (!verdict.verified) return verdict.reason
  const { principal, method, target, host, date } = verdict
  return { principal: { ...principal }, method, target, host, date }
}
