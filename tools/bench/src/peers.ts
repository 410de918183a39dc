// The packages that we stand beside, as far as they are used here. install-peers.mjs puts them there.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { apiKey } from './fixtures.ts'

type PeerName = 'oci-common' | 'aws4fetch'

/** Where a peer is installed, alone with what it brings along. */
export const peerFolder = (name: PeerName): string => fileURLToPath(new URL(`../.peers/${name}/`, import.meta.url))

/** @returns `undefined` where it is not installed, since nothing is compared with it */
export function installedVersion(name: PeerName): string | undefined {
  const file = `${peerFolder(name)}node_modules/${name}/package.json`
  if (!existsSync(file)) return undefined
  const manifest = readFileSync(file, 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}

interface PeerRequest {
  readonly method: string
  readonly uri: string
  readonly headers: Headers
  readonly body?: string
}

interface OciCommon {
  readonly SimpleAuthenticationDetailsProvider: new (...details: readonly (string | null)[]) => object
  readonly DefaultRequestSigner: new (provider: object) => { signHttpRequest(request: PeerRequest): Promise<void> }
}

/** A function that signs once as `oci-common` does. */
export function peerSigning(method: string, uri: string, body?: string): () => Promise<void> {
  const common = createRequire(peerFolder('oci-common'))('oci-common') as OciCommon
  const { tenancy, user, fingerprint, privateKey } = apiKey
  const signer = new common.DefaultRequestSigner(
    new common.SimpleAuthenticationDetailsProvider(tenancy, user, fingerprint, privateKey, null),
  )
  // It changes the headers that it is given, so each signature needs its own.
  return () => signer.signHttpRequest({ method, uri, headers: new Headers(), ...(body !== undefined && { body }) })
}
