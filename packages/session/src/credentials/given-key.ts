// A key pair that the caller brings: a public key, and the private one where it can be found and belongs to it.
import { readFile } from 'node:fs/promises'
import { argumentError } from '@x/kernel'
import { loadPrivateKeyFromFile, publicKeyFingerprint } from '@x/signer'
import { KEY_PLACEHOLDER } from '../files/stored-session.ts'
import { publicHalf, type SessionKeyPair } from '../token/session-key.ts'

export interface GivenKey extends Omit<SessionKeyPair, 'privateKeyPem'> {
  /** Path of the private key, or the placeholder. */
  readonly keyFile: string
}

export interface GivenKeyPaths {
  readonly publicKeyFilePath: string
  readonly privateKeyFilePath?: string | undefined
  readonly passphrase?: string | undefined
}

/**
 * @returns with the placeholder where no private key was given, and none lies beside the public one
 * @throws TypeError `ERR_INVALID_ARGUMENT` for a file that holds no RSA public key, or a private key that is not its other half
 * @throws the errors of `loadPrivateKeyFromFile` for a private key that was given and cannot be read
 */
export async function readGivenKey({
  publicKeyFilePath,
  privateKeyFilePath,
  passphrase,
}: GivenKeyPaths): Promise<GivenKey> {
  const half = await readPublicKey(publicKeyFilePath)
  if (privateKeyFilePath === undefined) {
    const sibling = siblingOf(publicKeyFilePath)
    const belongs =
      sibling !== undefined && (await fingerprintOf(sibling, passphrase).catch(() => '')) === half.fingerprint
    return { ...half, keyFile: belongs ? sibling : KEY_PLACEHOLDER }
  }
  if ((await fingerprintOf(privateKeyFilePath, passphrase)) === half.fingerprint)
    return { ...half, keyFile: privateKeyFilePath }
  throw argumentError('privateKeyFilePath is not the other half of publicKeyFilePath. Pass both files of one pair.')
}

async function readPublicKey(path: string): Promise<Omit<SessionKeyPair, 'privateKeyPem'>> {
  const pem = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw argumentError('publicKeyFilePath cannot be read. Pass the path of a file that is there.', { cause })
  })
  if (/PRIVATE KEY/.test(pem))
    throw argumentError('publicKeyFilePath holds a private key. Pass the file of its public half.')
  try {
    return await publicHalf(pem)
  } catch (cause) {
    throw argumentError('publicKeyFilePath holds no RSA public key as PEM. Check the file.', { cause })
  }
}

/** `key_public.pem` lies beside `key.pem`. */
const siblingOf = (path: string): string | undefined =>
  path.endsWith('_public.pem') ? `${path.slice(0, -'_public.pem'.length)}.pem` : undefined

const fingerprintOf = async (path: string, passphrase: string | undefined): Promise<string> =>
  publicKeyFingerprint(await loadPrivateKeyFromFile(path, passphrase))
