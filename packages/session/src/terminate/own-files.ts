// Which files are a session's own: named by its profile, and by no other.
import { rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseConfig } from '@x/config'
import { readTextFile } from '@x/config/files'
import { asideOf, folderOf, realFile, writtenFiles } from '../files/session-lock.ts'
import { expand, filesIn, type SessionPlaceOptions } from '../files/session-place.ts'
import type { StoredSession } from '../files/stored-session.ts'

/**
 * The token, and the key in the folder that is called like the profile. A key of another name or place may be that of an API key,
 * or of other programs.
 */
export async function ownFiles(stored: StoredSession, options: SessionPlaceOptions): Promise<readonly string[]> {
  const { profile, tokenFile, keyFile } = stored
  const folder = folderOf(tokenFile)
  const sets = [folder, asideOf(folder)].map(filesIn)
  const isOwnFolder =
    basename(folder) === profile && sets.some((files) => files.tokenFile === tokenFile && files.keyFile === keyFile)
  // Whoever was killed at a login may have left some of either set.
  const mine = isOwnFolder ? sets.flatMap((files) => Object.values(files) as string[]) : [tokenFile]
  const others = await namedByOthers(stored, options)
  const real = await Promise.all(mine.map(realFile))
  const own = mine.filter((path, index) => !others.has(path) && !others.has(String(real[index])))
  // The halves of a pair stay together.
  const halves = new Set(
    sets.filter(({ keyFile: key }) => !own.includes(key)).map(({ publicKeyFile }) => publicKeyFile),
  )
  return own.filter((path) => !halves.has(path))
}

/** Paths of all tokens and keys of the other profiles, as they are written and where they lead. */
async function namedByOthers(
  { profile, configFile }: StoredSession,
  options: SessionPlaceOptions,
): Promise<ReadonlySet<string>> {
  const { profiles } = parseConfig((await readTextFile(configFile)) ?? '', { source: configFile })
  const others = [...profiles.values()].filter(({ name }) => name !== profile)
  const named = others
    .flatMap(({ entries }) => ['security_token_file', 'key_file'].map((key) => entries.get(key)?.value))
    .flatMap((path) => (path ? [expand(path, options)] : []))
  return new Set([...named, ...(await Promise.all(named.map(realFile)))])
}

/** @returns those that were there */
export async function removeFiles(paths: readonly string[]): Promise<readonly string[]> {
  const removed: string[] = []
  for (const path of paths) {
    const isGone = await rm(path).then(() => true, ignoreMissing)
    if (isGone) removed.push(path)
    for (const litter of writtenFiles(path)) await rm(litter, { force: true })
  }
  return removed
}

function ignoreMissing(error: unknown): boolean {
  if ((error as { readonly code?: unknown }).code === 'ENOENT') return false
  throw error
}
