// Makes a session of the files of an archive, once everything in them belongs together.
import { createPublicKey } from 'node:crypto'
import { decodeText } from '@x/kernel'
import { loadPrivateKey, type PrivateKey } from '@x/signer'
import { SessionArchiveError, type SessionArchiveReason } from '../errors/session-archive-error.ts'
import { checkSessionToken, type IssuedSession } from '../token/issued-session.ts'
import { publicHalf, type SessionKeyPair } from '../token/session-key.ts'
import { ENTRIES, type ArchiveFiles } from './archive-files.ts'
import { isEncryptedKey, privateKeyIn } from './key-text.ts'
import { readArchivedConfig, type ArchivedConfig } from './archived-config.ts'

export interface ArchivedSession extends SessionKeyPair, IssuedSession {
  /** As the archive has it: nobody has checked it. */
  readonly profile: string
  readonly region: string | undefined
  /** Of the private key, where the archive has it and the key needs it. Secret. */
  readonly passphrase: string | undefined
}

/**
 * @param keyPassphrase - of the private key, where the archive does not have it
 * @throws {@link SessionArchiveError} `ERR_SESSION_ARCHIVE`
 */
export async function readArchivedSession(
  files: ArchiveFiles,
  { path, keyPassphrase }: { readonly path: string; readonly keyPassphrase?: string | undefined },
): Promise<ArchivedSession> {
  const config = readArchivedConfig(entryOf(files, ENTRIES.config, path), path)
  refuseOthers(files, config, path)
  const text = (name: string): string => decodeText(entryOf(files, name, path))
  const privateKeyPem = pemIn(text(config.keyFile), path)
  const key = await keyOf(privateKeyPem, { path, passphrase: keyPassphrase ?? config.passphrase })
  const pair = await pairOf(key, privateKeyPem)
  const alsoPublic = files.has(ENTRIES.publicKey) ? await fingerprintIn(text(ENTRIES.publicKey)) : pair.fingerprint
  if (pair.fingerprint !== config.fingerprint || pair.fingerprint !== alsoPublic)
    throw new SessionArchiveError('key-mismatch', path)
  const issued = tokenOf(text(config.tokenFile), pair, path)
  if (config.tenancy !== undefined && config.tenancy !== issued.tenancy)
    throw new SessionArchiveError('tenancy-mismatch', path)
  const passphrase = isEncryptedKey(privateKeyPem) ? config.passphrase : undefined
  return { ...pair, ...issued, passphrase, profile: config.profile, region: config.region }
}

function entryOf(files: ArchiveFiles, name: string, path: string): Uint8Array {
  const content = files.get(name)
  if (content === undefined) throw new SessionArchiveError('missing-entry', path)
  return content
}

function refuseOthers(files: ArchiveFiles, { keyFile, tokenFile }: ArchivedConfig, path: string): void {
  const expected = new Set<string>([...Object.values(ENTRIES), keyFile, tokenFile])
  if ([...files.keys()].some((name) => !expected.has(name))) throw new SessionArchiveError('unexpected-entry', path)
}

function pemIn(text: string, path: string): string {
  const pem = privateKeyIn(text)
  if (pem === undefined) throw new SessionArchiveError('unreadable-key', path)
  return pem
}

interface KeySource {
  readonly path: string
  readonly passphrase: string | undefined
}

async function keyOf(pem: string, { path, passphrase }: KeySource): Promise<PrivateKey> {
  try {
    return await loadPrivateKey(pem, passphrase)
  } catch (cause) {
    const isMissing = (cause as { readonly code?: unknown }).code === 'ERR_MISSING_PASSPHRASE'
    throw new SessionArchiveError(isMissing ? 'key-passphrase-missing' : 'unreadable-key', path, { cause })
  }
}

async function pairOf(key: PrivateKey, privateKeyPem: string): Promise<SessionKeyPair> {
  const half = createPublicKey({ key: Buffer.from(key.publicKey()), format: 'der', type: 'spki' })
  return { privateKeyPem, ...(await publicHalf(half.export({ type: 'spki', format: 'pem' }) as string)) }
}

const fingerprintIn = (pem: string): Promise<string | undefined> =>
  publicHalf(pem).then(
    ({ fingerprint }) => fingerprint,
    () => undefined,
  )

function tokenOf(text: string, { publicKey }: SessionKeyPair, path: string): IssuedSession {
  try {
    return checkSessionToken(text, publicKey)
  } catch (cause) {
    const { reason } = cause as { readonly reason?: unknown }
    const mine: SessionArchiveReason = reason === 'key-mismatch' ? 'key-mismatch' : 'unreadable-token'
    throw new SessionArchiveError(mine, path, { cause })
  }
}
