// The session of a profile as it may leave this machine: its own keys only, and a key and a token that belong together.
import { shownPath } from '@x/kernel'
import { parseConfig, type ConfigEntry } from '@x/config'
import { readTextFile } from '@x/config/files'
import { loadPrivateKey, publicKeyFingerprint } from '@x/signer'
import { bindsKey, SessionFilesError } from '@x/signer/principal'
import { SessionProfileError } from '../errors/session-profile-error.ts'
import { assertPlainFile } from '../files/plain-file.ts'
import type { SessionPlaceOptions } from '../files/session-place.ts'
import { readStoredSession, type StoredSession } from '../files/stored-session.ts'
import { readSessionToken, type SessionToken } from '../token/session-token.ts'
import { isEncryptedKey, privateKeyIn } from './key-text.ts'

export interface ExportableSession extends SessionToken {
  /** Secret. */
  readonly privateKeyPem: string
  readonly fingerprint: string
  readonly tenancy: string | undefined
  readonly region: string | undefined
  /** Secret. */
  readonly passphrase: string | undefined
}

/** Another process may replace the session between two of our readings. */
const READINGS = 3

/**
 * @throws {@link SessionProfileError} `ERR_SESSION_PROFILE` `no-file`, `not-found`, `no-session`, `no-key`
 * @throws SessionFilesError `ERR_SESSION_FILES` `missing-token`, `unreadable-token`, `key-mismatch`
 * @throws InvalidPrivateKeyError `ERR_INVALID_PRIVATE_KEY`
 */
export async function readExportableSession(options: SessionPlaceOptions): Promise<ExportableSession> {
  for (let reading = 1; ; reading++) {
    try {
      return await readOnce(options)
    } catch (error) {
      if (!(error instanceof SessionFilesError) || reading === READINGS) throw error
    }
  }
}

async function readOnce(options: SessionPlaceOptions): Promise<ExportableSession> {
  const stored = await readStoredSession(options)
  const token = await readSessionToken(stored.tokenFile)
  const privateKeyPem = await readKeyText(stored)
  const fingerprint = await fingerprintOf(stored, { token, privateKeyPem })
  const own = await ownEntries(stored)
  return {
    ...token,
    privateKeyPem,
    fingerprint,
    tenancy: token.claims.texts['tenant'] ?? own.get('tenancy')?.value,
    region: own.get('region')?.value,
    passphrase: own.get('pass_phrase')?.value,
  }
}

async function readKeyText({ profile, keyFile }: StoredSession): Promise<string> {
  if (keyFile === undefined) throw new SessionProfileError('no-key', profile)
  const read = async (): Promise<string | undefined> => {
    await assertPlainFile(keyFile)
    return readTextFile(keyFile)
  }
  const text = await read().catch((cause: unknown) => {
    throw new SessionProfileError('no-key', profile, { cause })
  })
  const pem = text && privateKeyIn(text)
  if (!pem) throw new SessionProfileError('no-key', profile)
  return pem
}

/** Nothing that `[DEFAULT]` or a variable says. */
async function ownEntries({ configFile, profile }: StoredSession): Promise<ReadonlyMap<string, ConfigEntry>> {
  const { profiles } = parseConfig((await readTextFile(configFile)) ?? '', { source: configFile })
  return profiles.get(profile)?.entries ?? new Map()
}

/** A key whose passphrase nobody knows here is taken at its word; whoever imports it has to know the passphrase. */
async function fingerprintOf(
  { profile, tokenFile, passphrase, fingerprint }: StoredSession,
  { token, privateKeyPem }: { readonly token: SessionToken; readonly privateKeyPem: string },
): Promise<string> {
  const key = await loadPrivateKey(privateKeyPem, passphrase).catch((error: unknown) => {
    if (isEncryptedKey(privateKeyPem)) return undefined
    throw error
  })
  if (key === undefined) {
    if (fingerprint === undefined) throw new SessionProfileError('no-key', profile)
    return fingerprint
  }
  const own = await publicKeyFingerprint(key)
  const { jwk } = token.claims
  const fits = jwk && jwk !== 'unreadable' ? bindsKey(jwk, key.publicKey()) : (fingerprint ?? own) === own
  if (!fits) throw new SessionFilesError('key-mismatch', shownPath(tokenFile))
  return own
}
