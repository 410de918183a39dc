// Every form of a private key: what opens signs as node:crypto does, what does not says which error it is.
import type { PrivateKeyInput } from '@x/signer'
import type { Case, Context } from '../case.ts'
import { derOf, toBase64, utf8 } from '../bytes.ts'
import { SIGNED_TEXT, type Input, type KeyForm, type WrongKey } from '../input.ts'

const group = 'keys'
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

export const keyCases = (input: Input): readonly Case[] => [
  ...input.keyForms.map(pemCase),
  ...Object.entries(OBJECTS).map(([name, make]) => objectCase(name, make)),
  fileCase,
  ...input.wrongKeys.map(wrongCase),
  {
    group,
    name: 'fingerprint',
    observe: async ({ libraries: { signer } }) =>
      signer.publicKeyFingerprint(await signer.loadPrivateKey(input.clearKey)),
    expected: input.fingerprint,
  },
]

const pemCase = ({ name, pem, passphrase }: KeyForm): Case => ({
  group,
  name,
  async observe({ libraries, input }) {
    const key = await libraries.signer.loadPrivateKey(pem, passphrase)
    return signs(toBase64(await key.sign(utf8(SIGNED_TEXT))), input)
  },
  expected: 'signs',
})

/** Keys that are no text. */
const OBJECTS: Readonly<Record<string, (context: Context) => PrivateKeyInput | Promise<PrivateKeyInput>>> = {
  '`CryptoKey` for RSASSA-PKCS1-v1_5 with SHA-256': ({ input }) => imported(input),
  '`KeyObject` of `node:crypto`': ({ input, host }) => host.keyObject(input.clearKey),
  '`PrivateKey` from `loadPrivateKey(pem, passphrase?)`': ({ input, libraries }) =>
    libraries.signer.loadPrivateKey(input.clearKey),
  'PEM bytes': ({ input }) => utf8(input.clearKey),
  'anything with `sign(data)`': async ({ input }) => {
    const key = await imported(input)
    return {
      sign: async (data: Uint8Array) =>
        new Uint8Array(await crypto.subtle.sign(RSA.name, key, data as Uint8Array<ArrayBuffer>)),
    }
  },
}

const imported = (input: Input): Promise<CryptoKey> =>
  crypto.subtle.importKey('pkcs8', derOf(input.clearKey), RSA, false, ['sign'])

const objectCase = (name: string, make: (typeof OBJECTS)[string]): Case => ({
  group,
  name,
  observe: async (context) => signedBy({ privateKey: await make(context) }, context),
  expected: 'signs',
})

const fileCase: Case = {
  group,
  name: '`privateKeyFile`, a path',
  async observe(context) {
    const written = await Promise.resolve()
      .then(() => context.host.fileWith(context.input.clearKey))
      .catch(() => '/no/such/file.pem')
    return signedBy({ privateKeyFile: written }, context)
  },
  expected: 'signs',
}

type KeyOption = { readonly privateKey: PrivateKeyInput } | { readonly privateKeyFile: string }

/** A whole request, judged by the verifier with the public half. */
async function signedBy(option: KeyOption, { libraries, input }: Context): Promise<string> {
  const signer = new libraries.signer.Signer({ tenancy: 'a', user: 'b', fingerprint: 'c', ...option })
  const { method, url, headers } = await signer.sign({ method: 'GET', url: 'https://h/p' })
  const verdict = await libraries.verify.verifyRequest({ method, url, headers }, async () => input.publicKey)
  return verdict.verified ? 'signs' : verdict.reason
}

const signs = (signature: string, input: Input): string => (signature === input.signature ? 'signs' : signature)

const wrongCase = ({ name, pem, passphrase, code, reason }: WrongKey): Case => ({
  group,
  name,
  async observe({ libraries }) {
    const loaded = libraries.signer.loadPrivateKey(pem, passphrase)
    return loaded.then(
      () => 'opened',
      (error: { code: string; reason?: string }) => [error.code, error.reason ?? null],
    )
  },
  expected: [code, reason],
})
