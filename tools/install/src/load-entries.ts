// Every entry of an installed package, imported and required: both yield the same names.
import { join } from 'node:path'
import { entriesOf, type PackedPackage } from '../../packed/src/packed-packages.ts'
import { run } from './run.ts'

const CODE = `
import { createRequire } from 'node:module'
const require = createRequire(process.cwd() + '/index.js')
for (const entry of process.argv.slice(1)) {
  const [imported, required] = [Object.keys(await import(entry)), Object.keys(require(entry))]
  if (imported.length === 0) throw new Error(entry + ' exports nothing')
  if (String(imported.sort()) !== String(required.sort())) throw new Error(entry + ': ESM and CJS differ')
}`

/** @throws Error when an entry cannot be loaded, or its two forms differ */
export async function loadEntries(one: PackedPackage, folder: string): Promise<void> {
  if (entriesOf(one).length === 0) return startPrograms(one, folder)
  await run(process.execPath, ['--input-type=module', '--eval', CODE, ...entriesOf(one)], { cwd: folder })
}

/** A package without entries is a program: each of its commands tells its version. */
async function startPrograms({ name, manifest }: PackedPackage, folder: string): Promise<void> {
  const commands = Object.values(manifest.publishConfig?.bin ?? {})
  if (commands.length === 0) throw new Error(`${name} has neither entries nor commands`)
  for (const path of commands) {
    const printed = await run(process.execPath, [join(folder, 'node_modules', name, path), '--version'], {
      cwd: folder,
    })
    if (printed.trim() !== manifest.version) throw new Error(`${path} prints ${printed.trim()} as its version`)
  }
}
