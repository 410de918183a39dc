// Runtimes with WebCrypto and nothing else: browsers, workers, and whatever comes.
import type { Runtime } from './runtime.ts'

export const base64: Runtime['base64'] = (bytes) => btoa(String.fromCharCode(...bytes))

export const sha256: Runtime['sha256'] = async (bytes) =>
  base64(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)))

export const createDigest: Runtime['createDigest'] = undefined

export const keepsStreamLength: Runtime['keepsStreamLength'] = () => false

export const canSetDate: Runtime['canSetDate'] = () =>
  new Request('http://x', { headers: { date: 'x' } }).headers.has('date')

export const leaveLengthToFetch: Runtime['leaveLengthToFetch'] = () => {}
