// What the page does: each scenario is called from a test by its name, with arguments and result as plain JSON.
import { createSignedFetch } from '@x/fetch'
import { createScopedToken, DataplaneClient, UserSecurityTokenSigner, writeDatabaseToken } from '@x/identity-data-plane'
import { createSigner, loadPrivateKey, presign, publicKeyFingerprint, Signer, type ApiKeyOptions } from '@x/signer'
import { verifyRequest } from '@x/signer/verify'

/** Whose key it is, and where the emulator listens. */
export interface Identity {
  readonly origin: string
  readonly tenancy: string
  readonly user: string
  readonly fingerprint: string
  readonly pem: string
}

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

function signerOf({ tenancy, user, fingerprint, pem }: Identity, options: Partial<ApiKeyOptions> = {}): Signer {
  return new Signer({ tenancy, user, fingerprint, privateKey: pem, ...options })
}

const toBase64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)))

function fromPem(pem: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(pem.replace(/-----[^-]+-----|\s/g, '')), (character) => character.charCodeAt(0))
}

const importKey = (pem: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('pkcs8', fromPem(pem), RSA, false, ['sign'])

/** The bodies that a page can hold, by name. */
const BODIES: Readonly<Record<string, () => BodyInit>> = {
  string: () => '{"name":"zoë"}',
  bytes: () => new Uint8Array([0, 255, 1]),
  blob: () => new Blob(['blob'], { type: 'text/csv' }),
  'untyped blob': () => new Blob(['blob']),
  parameters: () => new URLSearchParams({ a: 'b c' }),
  form: () => {
    const form = new FormData()
    form.append('file', new Blob(['content']), 'f.txt')
    return form
  },
  stream: () => new Blob(['stream']).stream(),
}

async function echoOf(response: Response): Promise<{ status: number; type: string; body: string; names: string[] }> {
  const { headers, body } = await response.json()
  return { status: response.status, type: headers['content-type'], body: atob(body), names: Object.keys(headers) }
}

interface Failure {
  readonly name: string
  readonly code: string
  readonly reason: string
  readonly message: string
}

async function failureOf(work: Promise<unknown>): Promise<Failure | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    const { name, code, reason, message } = error as Failure
    return { name, code, reason, message }
  }
}

function dataplaneClientOf(identity: Identity): DataplaneClient {
  return new DataplaneClient({ signer: signerOf(identity), serviceEndpoint: identity.origin })
}

const regionsUrl = ({ origin }: Identity): string => `${origin}/20160918/regions`

const scenarios = {
  /** Lists the regions with a key given as PEM. */
  async getWithPem(identity: Identity, passphrase?: string) {
    const response = await createSignedFetch(signerOf(identity, { passphrase }))(regionsUrl(identity))
    return { status: response.status, regions: (await response.json()).length, showsDate: response.headers.has('date') }
  },

  /** The same with a key that the page cannot read. */
  async getWithCryptoKey(identity: Identity) {
    const { tenancy, user, fingerprint } = identity
    const privateKey = await importKey(identity.pem)
    const response = await createSignedFetch(new Signer({ tenancy, user, fingerprint, privateKey }))(
      regionsUrl(identity),
    )
    return response.status
  },

  /** The same with a signature made elsewhere, here by WebCrypto. */
  async getWithSigningKey(identity: Identity) {
    const { tenancy, user, fingerprint } = identity
    const imported = await importKey(identity.pem)
    const key = {
      sign: async (data: Uint8Array) =>
        new Uint8Array(await crypto.subtle.sign(RSA.name, imported, data as Uint8Array<ArrayBuffer>)),
    }
    const signer = createSigner(async () => ({ keyId: `${tenancy}/${user}/${fingerprint}`, key }))
    return (await createSignedFetch(signer)(regionsUrl(identity))).status
  },

  async createUser(identity: Identity, name: string) {
    const body = JSON.stringify({ compartmentId: identity.tenancy, name, description: 'made in a browser' })
    const url = `${identity.origin}/20160918/users/`
    const response = await createSignedFetch(signerOf(identity))(url, { method: 'POST', body })
    return { status: response.status, user: await response.json() }
  },

  /** Posts a body to the emulator's echo, from options or inside a Request. */
  async postBody(identity: Identity, kind: string, form: 'options' | 'Request') {
    const init = { method: 'POST', body: BODIES[kind]?.() ?? null, duplex: 'half' }
    const url = `${identity.origin}/echo/a|b?c=[d]`
    const args: Parameters<typeof fetch> = form === 'Request' ? [new Request(url, init)] : [url, init]
    return echoOf(await createSignedFetch(signerOf(identity))(...args))
  },

  /** Two calls of one signed fetch with a clock that is `slowMs` slow. */
  async callTwiceWithSlowClock(identity: Identity, slowMs: number) {
    const signedFetch = createSignedFetch(signerOf(identity, { now: () => Date.now() - slowMs }))
    return [(await signedFetch(regionsUrl(identity))).status, (await signedFetch(regionsUrl(identity))).status]
  },

  /** Signs in the page and verifies in the page, once as it was and once with a byte changed. */
  async signAndVerify(identity: Identity, publicKeyPem: string) {
    const request = { method: 'POST', url: `${identity.origin}/echo`, body: '{"a":1}' }
    const { method, url, headers } = await signerOf(identity).sign(request)
    const verify = async (body: string): Promise<unknown> => {
      const verdict = await verifyRequest({ method, url, headers, body }, async () => publicKeyPem)
      return verdict.verified || verdict.reason
    }
    return { signed: Object.keys(headers), genuine: await verify('{"a":1}'), tampered: await verify('{"a":2}') }
  },

  /** The address that proves who one is, opened without any header of ours. */
  async presign(identity: Identity) {
    return (await presign({ method: 'GET', url: regionsUrl(identity) }, signerOf(identity))).href
  },

  async fingerprint(identity: Identity, passphrase?: string) {
    return publicKeyFingerprint(await loadPrivateKey(identity.pem, passphrase))
  },

  failureToLoadKey: (pem: string, passphrase?: string) => failureOf(loadPrivateKey(pem, passphrase)),

  failureToReadKeyFile(identity: Identity) {
    const { pem: _, origin, ...whose } = identity
    return failureOf(new Signer({ ...whose, privateKeyFile: '~/key.pem' }).sign({ method: 'GET', url: origin }))
  },

  /** Leaves a call while the service is silent. */
  failureAfterAbort(identity: Identity, path: string) {
    const signal = AbortSignal.timeout(50)
    return failureOf(createSignedFetch(signerOf(identity))(identity.origin + path, { signal }))
  },

  async redirect(identity: Identity, path: string) {
    const { type, status } = await createSignedFetch(signerOf(identity))(identity.origin + path)
    return { type, status }
  },

  /** Hashes of a body in a page and by WebCrypto alone. */
  async hashOfBlob(identity: Identity, size: number) {
    const blob = new Blob([new Uint8Array(size).fill(7)])
    const { headers } = await signerOf(identity).sign({ method: 'PUT', url: `${identity.origin}/echo`, body: blob })
    const expected = toBase64(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))
    return { length: headers['content-length'], right: headers['x-content-sha256'] === expected }
  },

  /** A scoped token and a call under a user security token, with keys that the page made. */
  async dataPlane(identity: Identity) {
    const client = dataplaneClientOf(identity)
    const { token, privateKeyPem } = await createScopedToken(client)
    const signer = new UserSecurityTokenSigner({ client })
    const { status } = await createSignedFetch(signer)(regionsUrl(identity))
    return { parts: token.split('.').length, key: privateKeyPem.split('\n')[0], status }
  },

  failureToWriteToken: (identity: Identity) => failureOf(writeDatabaseToken(dataplaneClientOf(identity))),

  globals: () => Object.getOwnPropertyNames(globalThis).filter((name) => name !== 'scenarios'),
}

export type Scenarios = typeof scenarios

;(globalThis as { scenarios?: Scenarios }).scenarios = scenarios
