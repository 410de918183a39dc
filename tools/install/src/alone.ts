// Each package builds by itself: in a copy of the workspace that has nobody's build, and to the very same files.
import { cp, readdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT, type PackedPackage } from '../../packed/src/packed-packages.ts'
import { run } from './run.ts'

const SHARED = ['package.json', 'tsconfig.json', 'tools/tsup', 'tools/tsconfig', 'packages/kernel']

/** Sources, manifests and the links to dependencies, which lead to siblings within the copy; no build. */
export async function copyUnbuilt(packages: readonly PackedPackage[], target: string): Promise<void> {
  for (const path of SHARED) await cp(join(ROOT, path), join(target, path), { recursive: true })
  await symlink(join(ROOT, 'node_modules'), join(target, 'node_modules'), 'junction')
  const isSource = (path: string): boolean => !/[/\\](dist|test|\.turbo|\.readme-blocks)$/.test(path)
  for (const { folder } of packages) {
    const copy = join(target, folder.slice(ROOT.length))
    await cp(folder, copy, { recursive: true, verbatimSymlinks: true, filter: isSource })
  }
}

/**
 * @param copy - of the workspace, without a build of any package
 * @throws Error when it cannot be built, or becomes something else than in the workspace
 */
export async function buildAlone({ folder, name }: PackedPackage, copy: string): Promise<void> {
  const place = join(copy, folder.slice(ROOT.length))
  const tsup = join(ROOT, 'node_modules/tsup/dist/cli-default.js')
  await run(process.execPath, [tsup, '--silent'], { cwd: place })
  const [alone, together] = [await filesOf(join(place, 'dist')), await filesOf(join(folder, 'dist'))]
  const differing = [...new Set([...alone.keys(), ...together.keys()])].filter(
    (file) => alone.get(file) !== together.get(file),
  )
  if (differing.length > 0) throw new Error(`${name} built alone differs in ${differing.sort().join(', ')}`)
}

/** What is published of a build. */
async function filesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => /\.(c?js|d\.c?ts)$/.test(path))
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const)),
  )
}
