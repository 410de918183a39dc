// A Cloudflare Worker that calls OCI with an API key. The key becomes a CryptoKey that signs and that nothing can read again.
import { createSignedFetch } from '@x/fetch'
import { Signer } from '@x/signer'

export interface Env {
  readonly OCI_TENANCY: string
  readonly OCI_USER: string
  readonly OCI_FINGERPRINT: string
  /** Of the identity service, with the region. */
  readonly OCI_ENDPOINT: string
  /** A secret: PEM, PKCS#8, as the console gives it out. */
  readonly OCI_PRIVATE_KEY: string
}

/** Kept for as long as the isolate lives: the key is imported once. */
let signedFetch: typeof fetch | undefined

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (request.method !== 'GET' || new URL(request.url).pathname !== '/regions')
      return Response.json({ code: 'NotFound' }, { status: 404 })
    signedFetch ??= await openFetch(env)
    const answer = await signedFetch(`${env.OCI_ENDPOINT}/20160918/regions`, { signal: request.signal })
    if (!answer.ok) return Response.json({ code: 'ServiceFailed', status: answer.status }, { status: 502 })
    return Response.json(await answer.json())
  },
}

async function openFetch(env: Env): Promise<typeof fetch> {
  const signer = new Signer({
    tenancy: env.OCI_TENANCY,
    user: env.OCI_USER,
    fingerprint: env.OCI_FINGERPRINT,
    privateKey: await importKey(env.OCI_PRIVATE_KEY),
    onlyHosts: [new URL(env.OCI_ENDPOINT).origin],
  })
  return createSignedFetch(signer)
}

/** @throws Error when the text is no PEM of PKCS#8, without showing it */
export async function importKey(pem: string): Promise<CryptoKey> {
  const base64 = /^-----BEGIN PRIVATE KEY-----\s([\w+/=\s]+)-----END PRIVATE KEY-----/m.exec(pem)?.[1]
  if (base64 === undefined)
    throw new Error(
      'OCI_PRIVATE_KEY is no unencrypted PKCS#8 key in PEM. Convert it: openssl pkcs8 -topk8 -nocrypt -in key.pem',
    )
  const der = Uint8Array.from(atob(base64.replaceAll(/\s/g, '')), (char) => char.charCodeAt(0))
  const isExtractable = false
  return crypto.subtle.importKey('pkcs8', der, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, isExtractable, ['sign'])
}
