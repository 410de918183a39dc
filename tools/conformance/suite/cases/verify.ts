// The verifier: the documented requests, and what it says of our own.
import type { Case, Context } from '../case.ts'
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
    const verdict = await libraries.verify.verifyRequest(received as Received, async () => publicKey, { now })
    return verdict.verified ? 'genuine' : verdict.reason
  },
  expected: verify,
})

/** A public key in the forms that servers keep. */
const PUBLIC_KEYS: Readonly<Record<string, (context: Context) => Promise<Resolved>>> = {
  PEM: async ({ input }) => input.publicKey,
  'a CryptoKey': ({ input }) => imported(input),
  'a JWK': async ({ input }) => crypto.subtle.exportKey('jwk', await imported(input)),
}

const imported = (input: Input): Promise<CryptoKey> =>
  crypto.subtle.importKey('spki', derOf(input.publicKey), RSA, true, ['verify'])

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

async function verdictOf(message: Message, key: Resolved, { libraries }: Context): Promise<string> {
  const verdict = await libraries.verify.verifyRequest(message, async () => key, { now: () => NOW })
  return verdict.verified ? 'genuine' : verdict.reason
}
