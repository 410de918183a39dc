// The two vector files as typed data.
import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { RejectionReason } from '../../src/verify.ts'

export interface RecordedCase {
  readonly name: string
  readonly signer: 'api-key' | 'security-token'
  readonly key: string
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  /** Base64. */
  readonly body: string | null
  readonly signBodyHeaders: boolean
  readonly token?: string
  readonly tenancy?: string
  readonly user?: string
  readonly fingerprint?: string
  readonly expected: {
    readonly authorization: string
    readonly signingString: string
    readonly headers: Record<string, string>
  }
}

export interface DocsVector {
  readonly name: string
  readonly keyPem: string
  readonly passphrase?: string
  readonly keyId: string
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: string | null
  readonly signedHeaders: readonly string[]
  readonly signingString: string
  readonly signature: string
  readonly authorization: string | null
  readonly authorizationGoOrder?: string
  readonly algorithm?: string
}

interface PemKey {
  readonly pem: string
  readonly passphrase?: string
}

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../../emulator/conformance/vectors/${name}`, import.meta.url), 'utf8')) as T

export const recorded = read<{ readonly keys: Record<string, PemKey>; readonly cases: readonly RecordedCase[] }>(
  'signing-recorded.json',
)
export const docs = read<{
  readonly vectors: readonly DocsVector[]
  readonly extraKeys: readonly { readonly name: string; readonly keyPem: string; readonly passphrase: string }[]
}>('oci-docs.json')

/**
 * What each documented vector is good for. `sign`: our signer makes the same signature. `verify`: what `verifyRequest`
 * answers (a reason, or that it is genuine). Not `sign`: the signing string and key do, but the signer refuses to make such a request.
 */
interface Use {
  readonly sign: boolean
  readonly verify: 'genuine' | RejectionReason
  readonly why: string
}
export const USES = read<Readonly<Record<string, Use>>>('oci-docs-uses.json')

/** As clear PKCS#8, for runtimes that cannot open what the vector has. */
export const inClear = (pem: string, passphrase: string | undefined): string =>
  createPrivateKey({ key: pem, ...(passphrase !== undefined && { passphrase }) })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString()
