// The files that a profile is made of, and the folders of OCI's that they lie in: who may do what with them, and how that is repaired.
import { constants } from 'node:fs'
import { open, realpath, stat } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import type { OciConfig } from '@x/config'
import type { Environment } from '@x/kernel'
import { makePrivate } from '../../setup/repair-file-permissions/make-private.ts'

export interface Place {
  readonly path: string
  readonly kind: 'file' | 'folder'
  /** The permission bits. */
  readonly mode: number
  readonly owner: 'self' | 'root' | 'other'
}

/** What `--fix` has done. */
export interface Repair {
  readonly path: string
  readonly error?: unknown
}

/** The files in use, and of their folders those that are OCI's own: others are not ours to judge. */
export async function placesOf(
  { file, keyFile, securityTokenFile }: Pick<OciConfig, 'file' | 'keyFile' | 'securityTokenFile'>,
  homeDirectory: string,
): Promise<readonly Place[]> {
  const files = [file, keyFile, securityTokenFile].filter((path) => path !== undefined).filter((path) => path !== '')
  const own = await realOf(join(homeDirectory, '.oci'))
  // As they really are: by ".." and links a path leads anywhere.
  const real = await Promise.all(files.map((path) => realOf(dirname(path))))
  const folders = real.filter((path) => path === own || path.startsWith(own + sep))
  const looked = [
    ...[...new Set(folders)].map((path) => look(path, 'folder')),
    ...[...new Set(files)].map((path) => look(path, 'file')),
  ]
  return (await Promise.all(looked)).filter((place) => place !== undefined)
}

const realOf = (path: string): Promise<string> => realpath(path).catch(() => resolve(path))

/** What is not there, or something else, is told by what reads it. */
async function look(path: string, kind: Place['kind']): Promise<Place | undefined> {
  const status = await stat(path).catch(() => undefined)
  if (!status || (kind === 'file' ? !status.isFile() : !status.isDirectory())) return undefined
  return { path, kind, mode: status.mode & 0o777, owner: ownerOf(status.uid) }
}

function ownerOf(uid: number): Place['owner'] {
  if (uid === process.getuid?.()) return 'self'
  return uid === 0 ? 'root' : 'other'
}

/** Whether others may do anything with it. */
export const isOpen = ({ mode, kind }: Place): boolean => (mode & (kind === 'file' ? 0o177 : 0o077)) !== 0

export async function repairPlaces(places: readonly Place[], env: Environment): Promise<readonly Repair[]> {
  const open_ = places.filter((place) => isOpen(place) && place.owner === 'self')
  return Promise.all(open_.map((place) => repair(place, env)))
}

async function repair({ path, kind }: Place, env: Environment): Promise<Repair> {
  try {
    await (kind === 'file' ? makePrivate(path, env) : makeFolderPrivate(path))
    return { path }
  } catch (error) {
    return { path, error }
  }
}

/** By its handle, so that nobody can put another folder in its place meanwhile. */
async function makeFolderPrivate(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  try {
    await handle.chmod(0o700)
  } finally {
    await handle.close()
  }
}
