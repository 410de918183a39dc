// The packed declarations, compiled without `skipLibCheck`: what is wrong in them alone, such as one name from two libraries in
// the umbrella, shows in no other type check. The install test does the same with each package alone and with every compiler.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NODE, writeModules } from '../install/src/compile.ts'
import { entriesOf, packedPackages, ROOT } from '../packed/src/packed-packages.ts'

const project = join(ROOT, 'tools/packed/.project')
const entries = packedPackages().flatMap(entriesOf)

await writeModules(project, entries)
const compilerOptions = { ...NODE.options, typeRoots: [join(ROOT, 'node_modules/@types')] }
writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: NODE.files }))
try {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  execFileSync(process.execPath, [tsc, '-p', project], { cwd: ROOT, encoding: 'utf8' })
} catch (error) {
  console.error((error as { readonly stdout: string }).stdout)
  process.exit(1)
}
console.log(`The types of ${entries.length} entries compile, their declarations included.`)
