// Each tarball is what it promises: manifest, exports and types for every resolver, no stray file, no weight.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { packedPackages, ROOT } from '../packed/src/packed-packages.ts'

const project = join(ROOT, 'tools/packed/.project/node_modules')

const MAX_TARBALL_BYTES = 170_000
/** Recorded signatures, for authors in any language, are 100 kB of the emulator; the inspector's page is 34 kB, for ESM and CommonJS. */
const MAX_TARBALL_BYTES_OF: Readonly<Record<string, number>> = { '@x/emulator': 430_000 }
/** Packages that must install alone. */
const WITHOUT_DEPENDENCIES = new Set(['@x/signer', '@x/config', '@x/retry'])

interface Manifest {
  readonly name: string
  readonly license?: string
  readonly sideEffects?: boolean
  readonly engines?: { readonly node?: string }
  readonly repository?: { readonly directory?: string }
  readonly dependencies?: Record<string, string>
  readonly exports?: Readonly<Record<string, unknown>>
  readonly bin?: Readonly<Record<string, string>>
}

const faults: string[] = []
const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(folder, file)).isFile())
const bin = (name: string): string => join(ROOT, 'node_modules/.bin', name)

function run(name: string, args: readonly string[]): void {
  try {
    execFileSync(bin(name), args, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    faults.push(`${name} ${args.join(' ')}\n${stdout}${stderr}`)
  }
}

function checkManifest(folder: string, manifest: Manifest, text: string): void {
  const fault = (what: string): void => void faults.push(`${manifest.name}: ${what}`)
  if (text.includes('@x/source')) fault('the packed manifest still leads to the sources')
  if (text.includes('workspace:')) fault('the packed manifest has a workspace range')
  if (manifest.license !== 'UPL-1.0') fault('no licence in the manifest')
  if (manifest.sideEffects !== false) fault('sideEffects is not false')
  if (manifest.engines?.node !== '>=20.19') fault('engines.node is not >=20.19')
  if (!manifest.repository?.directory) fault('no repository folder')
  if (!existsSync(join(folder, 'README.md'))) fault('no README.md in the tarball')
  if (!existsSync(join(folder, 'LICENSE'))) fault('no LICENSE in the tarball')
  if (existsSync(join(folder, 'src'))) fault('the sources are in the tarball')
  const naming = filesOf(folder).filter((file) => readFileSync(join(folder, file), 'utf8').includes('@x/kernel'))
  if (naming.length > 0) fault(`the private kernel is named in ${naming.join(', ')}`)
  const dependencies = Object.keys(manifest.dependencies ?? {})
  if (WITHOUT_DEPENDENCIES.has(manifest.name) && dependencies.length > 0) fault(`depends on ${dependencies.join(', ')}`)
}

const isProgram = (manifest: Manifest): boolean =>
  manifest.bin !== undefined && Object.keys(manifest.exports ?? {}).length === 0

const packages = packedPackages()
for (const { name, tarball } of packages) {
  const folder = join(project, name)
  const text = readFileSync(join(folder, 'package.json'), 'utf8')
  const manifest = JSON.parse(text) as Manifest
  checkManifest(folder, manifest, text)
  const { size } = statSync(tarball)
  const limit = MAX_TARBALL_BYTES_OF[name] ?? MAX_TARBALL_BYTES
  if (size > limit) faults.push(`${name}: ${size} bytes, more than ${limit}`)
  run('publint', ['run', tarball, '--strict'])
  // A program has no types.
  if (!isProgram(manifest)) run('attw', [tarball, '--profile', 'node16', '--no-emoji', '--format', 'ascii'])
  console.log(`${basename(tarball)}: ${(size / 1000).toFixed(1)} kB`)
}

if (faults.length > 0) {
  console.error(faults.join('\n\n'))
  process.exit(1)
}
console.log(`${packages.length} packages are as they should be.`)
