// Whether a key is the one that its fingerprint names. Loaded by who asks for that.
import { FingerprintMismatchError } from '../errors/errors.ts'
import type { SigningKey } from '../signing-key.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { PrivateKeyInput } from './private-key-input.ts'

/**
 * @param given - as the caller holds the key; `undefined` where it came from a file
 * @param key - the same as it signs
 * @throws {@link FingerprintMismatchError} `ERR_FINGERPRINT_MISMATCH`
 */
export async function assertFingerprint(
  given: PrivateKeyInput | undefined,
  key: SigningKey,
  expected: string,
): Promise<void> {
  const actual = await fingerprintOf((exportableOf(given) ?? key) as Parameters<typeof fingerprintOf>[0])
  if (actual === expected.toLowerCase()) return
  throw new FingerprintMismatchError(
    `The private key has the fingerprint ${actual}, not the one given. Use the key that was uploaded for this fingerprint, or its own fingerprint.`,
  )
}

/** A key object tells its public half, what signs in its name does not. */
const exportableOf = (key: PrivateKeyInput | undefined): unknown =>
  typeof key === 'object' && !ArrayBuffer.isView(key) ? key : undefined
