// Every entry of an installed package, imported and required: both yield the same names.
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
  await run(process.execPath, ['--input-type=module', '--eval', CODE, ...entriesOf(one)], { cwd: folder })
}
