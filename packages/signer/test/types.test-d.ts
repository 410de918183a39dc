// Compiled, never run: the wrong uses that the types refuse, and the shapes that the runtimes promise.
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { Readable } from 'node:stream'
import {
  createCredential,
  createSigner,
  loadPrivateKey,
  presign,
  publicKeyFingerprint,
  SecurityTokenSigner,
  sendSigned,
  Signer,
  SigningError,
  type RequestBody,
  type RequestSigner,
  type SignedRequest,
  type SignerError,
  type SigningKey,
} from '../src/index.ts'
import * as nodeRuntime from '../src/runtime/node.ts'
import * as nodeKeys from '../src/runtime/node-keys.ts'
import * as webRuntime from '../src/runtime/web.ts'
import * as webKeys from '../src/runtime/web-keys.ts'
import type { KeyStore, Runtime } from '../src/runtime/runtime.ts'
import { verifyRequest, type RejectionReason } from '../src/verify.ts'

export const runtimes = [nodeRuntime, webRuntime] satisfies Runtime[]
export const keyStores = [nodeKeys, webKeys] satisfies KeyStore[]

declare const key: SigningKey
declare const signer: RequestSigner
declare const signed: SignedRequest
const names = { tenancy: 't', user: 'u', fingerprint: 'f' }
const request = { method: 'GET', url: 'https://h/' }

// What has to compile.
export const bodies: RequestBody[] = [
  'text',
  new Uint8Array(),
  new ArrayBuffer(1),
  new DataView(new ArrayBuffer(1)),
  Buffer.from(''),
  new Blob(),
  new URLSearchParams(),
  new FormData(),
  new ReadableStream<Uint8Array>(),
  Readable.from(['a']),
  () => Readable.from(['a']),
  null,
]
export const made: RequestSigner[] = [
  new Signer({ ...names, privateKey: createPrivateKey('pem') }),
  new Signer({ ...names, privateKey: key, region: undefined, now: undefined }),
  new Signer({ ...names, privateKeyFile: '~/key.pem', passphrase: undefined }),
  Signer.fromConfig({ ...names, keyFile: 'k' }),
  Signer.fromConfig({}, { privateKey: new Uint8Array() }),
  new SecurityTokenSigner({ token: 't', privateKey: await loadPrivateKey('pem') }),
  createSigner(async () => ({ keyId: 'k', key })),
  createSigner(async ({ signal, rejected } = {}) =>
    createCredential({ keyId: `${signal?.aborted} ${rejected?.keyId}`, key }),
  ),
]
export const response: Response = await sendSigned(request, signer, (one) => fetch(one.url, one))
export const sent: Response = await fetch(signed.url, signed)
export const fingerprint: string = await publicKeyFingerprint(createPublicKey('pem'))
await sendSigned({ ...request, headers: new Headers() }, signer, async () => ({ status: 200, headers: {}, mine: 1 }), {
  errorText: async ({ mine }) => String(mine),
})
await createSigner(async () => ({ keyId: 'k', key })).refresh()
await verifyRequest({ method: 'GET', url: '/', headers: {} }, async () => createPublicKey('pem'))

// What has to be told apart.
export function reasonOf(error: SignerError): string {
  if (error.code === 'ERR_SIGNING') return error.kind
  // @ts-expect-error `kind` belongs to SigningError
  return error.code === 'ERR_INVALID_PRIVATE_KEY' ? error.reason : error.kind
}
const verdict = await verifyRequest({ method: 'GET', url: '/', headers: {} }, async () => undefined)
export const reason: RejectionReason | string = verdict.verified ? verdict.keyId : verdict.reason
// @ts-expect-error a verdict has a key id only where it is genuine
export const keyId: string = verdict.keyId

// What has to be refused.
export const refused = [
  // @ts-expect-error the fingerprint is missing
  new Signer({ tenancy: 't', user: 'u', privateKey: 'pem' }),
  // @ts-expect-error a number is no key
  new Signer({ ...names, privateKey: 5 }),
  // @ts-expect-error a number is no token
  new SecurityTokenSigner({ token: 5, privateKey: 'pem' }),
  // @ts-expect-error there is no such kind
  new SigningError('bad', 'message'),
]
// @ts-expect-error a provider yields a promise
createSigner(() => ({ keyId: 'k', key }))
// @ts-expect-error a credential has a key
createSigner(async () => ({ keyId: 'k' }))
// @ts-expect-error a key yields bytes
createSigner(async () => ({ keyId: 'k', key: { sign: async () => 'text' } }))
// @ts-expect-error refresh is optional on a RequestSigner
await signer.refresh()
// @ts-expect-error an object is no body: serialise it yourself
await signer.sign({ ...request, body: { a: 1 } })
// @ts-expect-error there is no such way to leave a body out
await signer.sign(request, { bodySigning: 'none' })
// @ts-expect-error the method is missing
await signer.sign({ url: 'https://h/' })
// @ts-expect-error a signed request is not changed
signed.method = 'PUT'
// @ts-expect-error the time is a number of seconds
await presign(request, signer, { expiresInSeconds: '5m' })
// @ts-expect-error a response has a status
await sendSigned(request, signer, async () => ({ headers: {} }))
// @ts-expect-error a path is loaded with loadPrivateKeyFromFile
await loadPrivateKey(new URL('file:///key.pem'))
