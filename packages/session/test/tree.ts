// Everything in a folder: names, kinds, modes and contents, to be compared with what there was before.
import { lstat, readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'

export async function treeOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(folder, { recursive: true })).sort()
  const rows = await Promise.all(
    ['.', ...names].map(async (name): Promise<[string, string]> => {
      const path = join(folder, name)
      const status = await lstat(path)
      const content = status.isFile()
        ? await readFile(path, 'latin1')
        : status.isSymbolicLink()
          ? await readlink(path)
          : ''
      return [name, `${status.mode.toString(8)} ${content}`]
    }),
  )
  return Object.fromEntries(rows)
}
