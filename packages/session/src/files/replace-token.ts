// Puts a renewed token in the place of the old one, and finds out beforehand whether that can be done: a token that cannot be kept is
// not asked for, since the old one may be of no use afterwards.
import { open, rm } from 'node:fs/promises'
import { replaceFiles } from '@x/config/files'
import { SessionWriteError } from '../errors/session-write-error.ts'
import { realFile } from './session-lock.ts'

/** Tokens are shorter. */
const ROOM_BYTES = 16_384

/**
 * Only under the lock of the session.
 *
 * @throws {@link SessionWriteError} `ERR_SESSION_WRITE` where the folder takes no file of that size
 */
export async function assertReplaceable(tokenFile: string): Promise<void> {
  // Where the next token is going to be written, so that whoever is killed leaves nothing that the next one would not take away.
  const probe = `${await realFile(tokenFile)}.new`
  try {
    await rm(probe, { force: true })
    const file = await open(probe, 'wx', 0o600)
    try {
      await file.writeFile(Buffer.alloc(ROOM_BYTES))
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw new SessionWriteError(tokenFile, { cause })
  } finally {
    await rm(probe, { force: true }).catch(() => {})
  }
}

/**
 * Only under the lock of the session.
 *
 * @throws {@link SessionWriteError} `ERR_SESSION_WRITE`; the old token is there then
 */
export async function replaceToken(tokenFile: string, token: string): Promise<void> {
  try {
    await replaceFiles([{ path: await realFile(tokenFile), content: token }])
  } catch (cause) {
    throw new SessionWriteError(tokenFile, { cause })
  }
}
