// Whether a session may be written under a name, found out before anything is asked for. Under the lock it is looked at again.
import { access, constants, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { SessionProfileError } from '../errors/session-profile-error.ts'
import { SessionWriteError } from '../errors/session-write-error.ts'
import { filesIn, type SessionPlace, type SessionPlaceOptions } from './session-place.ts'
import { readStoredSession, type StoredSession } from './stored-session.ts'

/**
 * @returns the session that is going to be replaced; `undefined` where there is none
 * @throws {@link SessionProfileError} `ERR_SESSION_PROFILE` `exists`
 */
export async function replaceableSession(
  options: SessionPlaceOptions & { readonly overwrite?: boolean | undefined },
): Promise<StoredSession | undefined> {
  const { profile, overwrite = false } = options
  const found = await readStoredSession(options).catch((error: unknown) =>
    error instanceof SessionProfileError ? error.reason : Promise.reject(error),
  )
  if (typeof found === 'object' ? !overwrite : found === 'no-session') throw new SessionProfileError('exists', profile)
  return typeof found === 'object' ? found : undefined
}

/** @throws {@link SessionWriteError} `ERR_SESSION_WRITE` where folder or configuration could not be written at all */
export async function assertPlaceWritable({ folder, configFile }: SessionPlace): Promise<void> {
  for (const path of [folder, dirname(configFile)])
    await assertWritable(path).catch((cause: unknown) => {
      throw new SessionWriteError(filesIn(folder).tokenFile, { cause })
    })
}

/** The folder, or the nearest one above it that is there already. */
async function assertWritable(folder: string): Promise<void> {
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? undefined : Promise.reject(error),
  )
  if (found === undefined) return assertWritable(dirname(folder))
  if (!found.isDirectory())
    throw Object.assign(new Error('There is a file in the place of a folder.'), { code: 'ENOTDIR' })
  await access(folder, constants.W_OK | constants.X_OK)
}
