// A file of the place where a client runs: in its folder, or nowhere.
import { join, resolve } from 'node:path'
import { EmulatorOptionError } from '../../errors.ts'
import { writePrivate } from '../../lib/write-private.ts'
import type { Place } from './service.ts'

/** The path of the file, once it is written; its text where the place has no folder: for variables that take both. */
export async function pathOrText({ folder }: Place, name: string, text: string): Promise<string> {
  return folder === undefined ? text : writeInto(folder, name, text)
}

/**
 * The path of the file, once it is written.
 *
 * @throws {@link EmulatorOptionError} when the place has no folder
 */
export async function pathOf({ folder }: Place, name: string, text: string): Promise<string> {
  return writeInto(folderOf(folder), name, text)
}

/** @throws {@link EmulatorOptionError} when there is none */
export function folderOf(folder: string | undefined): string {
  if (folder !== undefined) return folder
  throw new EmulatorOptionError('folder', 'This place needs files. Give a folder to write them to.')
}

async function writeInto(folder: string, name: string, text: string): Promise<string> {
  const path = join(resolve(folder), name)
  await writePrivate(path, text)
  return path
}
