// One key and the signers over it.
import { createPrivateKey, createPublicKey, verify, type KeyObject } from 'node:crypto'
import {
  createSigner,
  type Credential,
  type RequestSigner,
  type SignedRequest,
  type SignerOptions,
} from '../../src/index.ts'
import { adoptKey } from '#key-store'
import { recorded } from './vectors.ts'

export const pem = recorded.keys['pkcs8-2048']?.pem ?? ''
export const privateKey: KeyObject = createPrivateKey(pem)
export const publicKey: KeyObject = createPublicKey(privateKey)
export const publicPem = publicKey.export({ format: 'pem', type: 'spki' }).toString()

export const KEY_ID = 'ocid1.tenancy.oc1..aaaa/ocid1.user.oc1..bbbb/20:3b:97'
export const NOW = Date.UTC(2026, 10, 20, 12, 0, 0)
export const NOW_TEXT = 'Fri, 20 Nov 2026 12:00:00 GMT'
export const URL_TEXT = 'https://iaas.us-phoenix-1.oraclecloud.com/20160918/instances'

const cryptoKey = await crypto.subtle.importKey(
  'pkcs8',
  privateKey.export({ format: 'der', type: 'pkcs8' }),
  { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  true,
  ['sign'],
)

/** A key that this runtime signs with. */
export const key = adoptKey(cryptoKey)!
export { cryptoKey }

export const credential = (fields: Partial<Credential> = {}): Credential => ({ keyId: KEY_ID, key, ...fields })

export const signerOf = (
  options: SignerOptions = {},
  fields: Partial<Credential> = {},
): RequestSigner & Required<Pick<RequestSigner, 'refresh'>> =>
  createSigner(async () => credential(fields), { now: () => NOW, ...options })

export const parameterOf = (authorization: string | undefined, name: string): string =>
  new RegExp(`${name}="([^"]*)"`).exec(authorization ?? '')?.[1] ?? ''

/** Judged by node:crypto, not by our own verifier. */
export const isGenuine = ({ signingString, headers }: Pick<SignedRequest, 'signingString' | 'headers'>): boolean =>
  verify(
    'sha256',
    Buffer.from(signingString, 'latin1'),
    publicKey,
    Buffer.from(parameterOf(headers['authorization'], 'signature'), 'base64'),
  )

/** Every byte of a signed body. */
export const bytesSent = async (signed: SignedRequest): Promise<Buffer> =>
  Buffer.from(await new Response(signed.body).arrayBuffer())
