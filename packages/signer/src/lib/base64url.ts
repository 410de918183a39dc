// Bytes out of base64url, as tokens and JSON Web Keys have it.
import { bytesOfBase64 } from '@x/kernel'

/** Takes the other alphabet and padding as well; `undefined` for what is neither. */
export function bytesOfBase64url(text: string): Uint8Array | undefined {
  return bytesOfBase64(text.replaceAll('-', '+').replaceAll('_', '/'))
}
