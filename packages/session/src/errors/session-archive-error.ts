// Why a session could not be packed, or an archive is not taken.
import { causeWithout, errorJson, shownPath } from '@x/kernel'

/**
 * Of both ways: `expired`, the token has ended. Of an export: `exists`, there is a file already; `unwritable`, the disk does not take it.
 *
 * Of an import: `unreadable`, there is no such file; `not-an-archive`, it is none, or is damaged; `too-large`, it has more than 8 entries, or
 * more than 64 KiB in one; `unsafe-entry`, an entry has a path for a name or is no plain file; `duplicate-entry`; `unexpected-entry`, one
 * that no session has; `missing-entry`; `malformed-config`; `passphrase-missing`, it is encrypted; `cannot-decrypt`, the passphrase is
 * another one, or the archive was changed, or was never encrypted; `unreadable-key`; `key-passphrase-missing`, the private key is
 * encrypted by itself; `unreadable-token`; `key-mismatch`, key, fingerprint and token do not belong together; `tenancy-mismatch`.
 *
 * @public
 */
export type SessionArchiveReason =
  | 'exists'
  | 'unwritable'
  | 'expired'
  | 'unreadable'
  | 'not-an-archive'
  | 'too-large'
  | 'unsafe-entry'
  | 'duplicate-entry'
  | 'unexpected-entry'
  | 'missing-entry'
  | 'malformed-config'
  | 'passphrase-missing'
  | 'cannot-decrypt'
  | 'unreadable-key'
  | 'key-passphrase-missing'
  | 'unreadable-token'
  | 'key-mismatch'
  | 'tenancy-mismatch'

/** A session was not exported, or not imported; nothing was written. @public */
export class SessionArchiveError extends Error {
  override readonly name = 'SessionArchiveError'
  readonly code = 'ERR_SESSION_ARCHIVE'
  readonly reason: SessionArchiveReason
  /** Of the archive. */
  readonly path: string

  constructor(reason: SessionArchiveReason, path: string, options?: ErrorOptions) {
    const shown = JSON.stringify(shownPath(path))
    super(
      SENTENCES[reason].replace('%s', () => shown),
      causeWithout(path, options),
    )
    this.reason = reason
    this.path = shownPath(path)
  }

  toJSON(): object {
    return errorJson(this)
  }
}

const SENTENCES: Readonly<Record<SessionArchiveReason, string>> = {
  exists: 'There is a file at %s already. Choose another outputFile, or pass overwrite: true to replace it.',
  unwritable: 'The archive %s cannot be written. Make its folder writable, and room on the disk.',
  expired: 'The token for the archive %s has ended. Renew the session first, or pass allowExpired: true.',
  unreadable: 'The archive %s cannot be read. Pass the path of a file that is there and may be read.',
  'not-an-archive': 'The file %s is no archive of a session, or is damaged. Export the session again.',
  'too-large': 'The archive %s is larger than a session can be. Export the session again, and ask who sent it.',
  'unsafe-entry': 'The archive %s has an entry that is no plain file with a plain name. Ask who made it.',
  'duplicate-entry': 'The archive %s has two entries of one name. Export the session again, and ask who sent it.',
  'unexpected-entry': 'The archive %s has an entry that no session has. Take it out, and ask who made it.',
  'missing-entry': 'The archive %s lacks its config, or a file that its config names. Export the session again.',
  'malformed-config': 'The config in the archive %s is not that of one session. Export the session again.',
  'passphrase-missing': 'The archive %s is encrypted. Pass the passphrase that it was exported with.',
  'cannot-decrypt':
    'The archive %s does not open with this passphrase: it has another one, was changed, or was never encrypted. Check both.',
  'unreadable-key':
    'The private key in the archive %s cannot be read. Check keyPassphrase, or export the session again.',
  'key-passphrase-missing': 'The private key in the archive %s is encrypted. Pass its passphrase as keyPassphrase.',
  'unreadable-token': 'The token in the archive %s is no session token. Export the session again.',
  'key-mismatch': 'Key, fingerprint and token in the archive %s do not belong together. Export the session again.',
  'tenancy-mismatch': 'The config in the archive %s names another tenancy than its token. Ask who made it.',
}
