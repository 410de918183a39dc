// Signs with the token session of a configuration, as `oci session authenticate` writes it.
import { abortable, type Environment } from '@x/kernel'
import type { OciConfigInput } from '@x/config'
import { createCredential, createSigner, loadPrivateKey, loadPrivateKeyFromFile } from '@x/signer'
import type { Credential, PrivateKey, RequestSigner } from '@x/signer'
import { bindsKey, parseTokenClaims } from '@x/signer/principal'
import type { DataplaneClientOptions } from './client-options.ts'
import { SessionFilesError } from '../errors.ts'

interface Ports {
  readonly env: Environment
  readonly now: (() => number) | undefined
  /** Runs the waits between reads. */
  readonly setTimer: DataplaneClientOptions['setTimer']
}

/** Another program empties token and key and writes them, one after the other: what cannot be used is read again after these. */
const PAUSES_MS = [20, 100]

/** Both files are read for each signature: calls are few, and whoever renews the session does it in these files. */
export function sessionFileSigner(config: OciConfigInput, { env, now, setTimer = setLater }: Ports): RequestSigner {
  const read = async (signal: AbortSignal | undefined): Promise<Credential> => {
    for (const pauseMs of PAUSES_MS) {
      const credential = await readCredential(config, env, signal).catch(() => undefined)
      if (credential !== undefined) return credential
      await pause(pauseMs, setTimer, signal)
    }
    return readCredential(config, env, signal)
  }
  return createSigner(({ signal } = {}) => read(signal), { now })
}

type SetTimer = NonNullable<Ports['setTimer']>

async function pause(ms: number, setTimer: SetTimer, signal: AbortSignal | undefined): Promise<void> {
  let cancel: () => void = () => {}
  const over = new Promise<void>((resolve) => (cancel = setTimer(resolve, ms)))
  await abortable(over, signal).finally(() => cancel())
}

const setLater: SetTimer = (callback, ms) => {
  const timer = setTimeout(callback, ms)
  return () => clearTimeout(timer)
}

async function readCredential(
  config: OciConfigInput,
  env: Environment,
  signal: AbortSignal | undefined,
): Promise<Credential> {
  const path = String(config.securityTokenFile)
  const token = await readToken(path, env, signal)
  const key = await readKey(config)
  if (isPair(token, key)) return createCredential({ keyId: `ST$${token}`, key })
  throw new SessionFilesError('key-mismatch', path)
}

const readKey = ({ keyContent, keyFile, passphrase }: OciConfigInput): Promise<PrivateKey> =>
  keyContent ? loadPrivateKey(keyContent, passphrase) : loadPrivateKeyFromFile(String(keyFile), passphrase)

async function readToken(path: string, env: Environment, signal: AbortSignal | undefined): Promise<string> {
  const { readTextFile } = await import('@x/config/files')
  const text = await readTextFile(path, { env, signal }).catch((cause: unknown) => {
    throw new SessionFilesError('unreadable-token', path, { cause })
  })
  const token = text?.trim() ?? ''
  if (token === '') throw new SessionFilesError('missing-token', path)
  return token
}

/** A token that does not name its key is taken at its word: the service knows. */
function isPair(token: string, key: PrivateKey): boolean {
  const jwk = parseTokenClaims(token)?.jwk
  return jwk === undefined || jwk === 'unreadable' || bindsKey(jwk, key.publicKey())
}
