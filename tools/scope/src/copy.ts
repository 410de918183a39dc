// Copies a repository without what is installed or built, with every package under its new name.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import ignore from 'ignore'
import { format, getFileInfo, resolveConfig } from 'prettier'
import { leftovers, namesOf, renamed, type Manifest, type Names, type Renaming } from './rename.ts'

export interface Copied {
  readonly files: number
  /** Of these, those that name a package. */
  readonly changed: readonly string[]
  readonly leftovers: readonly string[]
}

export function readNames(root: string): Names {
  const folders = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name, 'package.json'))
  return namesOf(
    folders.filter((file) => existsSync(file)).map((file) => JSON.parse(readFileSync(file, 'utf8')) as Manifest),
  )
}

/** @returns why nothing may be written there, or nothing */
export function targetObjection(root: string, target: string): string | undefined {
  const way = relative(root, target)
  if (way !== '..' && !way.startsWith(`..${sep}`))
    return `${target} is inside of this repository. Choose a folder beside it.`
  if (!existsSync(target)) return undefined
  if (!statSync(target).isDirectory()) return `${target} is no folder.`
  return readdirSync(target).length > 0 ? `${target} is not empty. Choose a new folder.` : undefined
}

/** Read from the root's `.gitignore` rather than asked of git: a downloaded archive is no clone. */
function keptFiles(root: string): readonly string[] {
  const ignored = ignore()
    .add(readFileSync(join(root, '.gitignore'), 'utf8'))
    .add('.git')
  const below = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder + entry.name
      if (entry.isDirectory()) return ignored.ignores(`${path}/`) ? [] : below(`${path}/`)
      return entry.isFile() && !ignored.ignores(path) ? [path] : []
    })
  return below('')
}

export function copyRenamed(root: string, target: string, renaming: Renaming): Copied {
  const names = readNames(root)
  const changed: string[] = []
  const left: string[] = []
  const paths = keptFiles(root)
  for (const path of paths) {
    const [source, copy] = [join(root, path), join(target, path)]
    const bytes = readFileSync(source)
    mkdirSync(dirname(copy), { recursive: true })
    const text = bytes.includes(0) ? undefined : bytes.toString('utf8')
    const result = text === undefined ? undefined : renamed(text, names, renaming)
    writeFileSync(copy, result === undefined || result === text ? bytes : result)
    chmodSync(copy, statSync(source).mode)
    if (result === undefined) continue
    if (result !== text) changed.push(path)
    left.push(...leftovers(path, result, names))
  }
  return { files: paths.length, changed, leftovers: left }
}

/** Names of another length move line breaks and columns of tables. */
export async function formatAgain(target: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const file = join(target, path)
    const { ignored, inferredParser } = await getFileInfo(file, { ignorePath: join(target, '.prettierignore') })
    if (ignored || !inferredParser) continue
    const options = { ...(await resolveConfig(file)), filepath: file }
    writeFileSync(file, await format(readFileSync(file, 'utf8'), options))
  }
}
