// A client on an instance, written by hand: reads the metadata and exchanges the certificate for a token.
import { createHash, generateKeyPairSync, X509Certificate, type KeyLike, type KeyObject } from 'node:crypto'
import type { Emulator } from '../src/index.ts'
import { send, signAndSend, signHeaders, type Received, type Sent, type Signing } from './hand-signer.ts'

/** One session key for all requests of a test file. */
export const sessionKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })

export const metadata = (oci: Emulator, path: string, sent: Sent = {}): Promise<Received> => {
  const all = { host: new URL(oci.url).host, authorization: 'Bearer Oracle', ...sent.headers }
  const headers = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  return send(oci, { target: `/opc/v2/${path}`, ...sent, headers })
}

export const readText = async (oci: Emulator, path: string): Promise<string> =>
  (await metadata(oci, path)).body.toString()

export interface Exchange {
  certificate: X509Certificate
  key: KeyLike
  intermediates: X509Certificate[]
  publicKey: KeyObject
  /** Replaces or adds members of the body. */
  members: Record<string, unknown>
  keyId: string | undefined
  algorithm: 'SHA1' | 'SHA256'
  signing: Signing
  headers: Record<string, string>
  /** Sent in place of what was signed. */
  sentBody: string
}

const NAMES = ['date', '(request-target)', 'content-length', 'content-type', 'x-content-sha256']

/** `POST /v1/x509`, with what the metadata service has for whatever is not given. */
export async function exchange(oci: Emulator, given: Partial<Exchange> = {}): Promise<Received> {
  const certificate = given.certificate ?? new X509Certificate(await readText(oci, 'identity/cert.pem'))
  const key = given.key ?? (await readText(oci, 'identity/key.pem'))
  const intermediates = given.intermediates ?? [new X509Certificate(await readText(oci, 'identity/intermediate.pem'))]
  const sha256 = given.algorithm !== 'SHA1'
  const body = JSON.stringify({
    certificate: certificate.raw.toString('base64'),
    intermediateCertificates: intermediates.map(({ raw }) => raw.toString('base64')),
    publicKey: (given.publicKey ?? sessionKeys.publicKey).export({ type: 'spki', format: 'der' }).toString('base64'),
    ...(sha256 && { fingerprintAlgorithm: 'SHA256' }),
    ...given.members,
  })
  const fingerprint = createHash(sha256 ? 'sha256' : 'sha1')
    .update(certificate.raw)
    .digest('hex')
    .match(/../g)
    ?.join(':')
  const keyId = given.keyId ?? `${oci.tenancy}/${sha256 ? 'fed-x509-sha256' : 'fed-x509'}/${fingerprint}`
  const sent = { method: 'POST', target: '/v1/x509', body, ...(given.headers && { headers: given.headers }) }
  const headers = signHeaders(oci, sent, { names: NAMES, keyId, key, ...given.signing })
  return send(oci, { ...sent, body: given.sentBody ?? body, headers })
}

/** The token of an exchange that must succeed. */
export async function tokenOf(oci: Emulator, given: Partial<Exchange> = {}): Promise<string> {
  const answer = await exchange(oci, given)
  if (answer.status !== 200) throw new Error(`the exchange failed: ${answer.body.toString()}`)
  return String((JSON.parse(answer.body.toString()) as { token: unknown }).token)
}

/** A call to an API under a token and its session key. */
export const call = (oci: Emulator, token: string, key: KeyLike = sessionKeys.privateKey): Promise<Received> =>
  signAndSend(oci, {}, { keyId: `ST$${token}`, key })
