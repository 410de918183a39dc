// Each tarball is what it promises: manifest, exports and types for every resolver, no stray file, no weight.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const packs = join(root, 'tools/packed/.packs')
const project = join(root, 'tools/packed/.project/node_modules')

const MAX_TARBALL_BYTES = 100_000
/** Packages that must install alone. */
const WITHOUT_DEPENDENCIES = new Set(['@x/signer', '@x/config', '@x/retry'])

interface Manifest {
  readonly name: string
  readonly license?: string
  readonly sideEffects?: boolean
  readonly engines?: { readonly node?: string }
  readonly repository?: { readonly directory?: string }
  readonly dependencies?: Record<string, string>
}

const faults: string[] = []
const bin = (name: string): string => join(root, 'node_modules/.bin', name)

function run(name: string, args: readonly string[]): void {
  try {
    execFileSync(bin(name), args, { cwd: root, encoding: 'utf8', stdio: 'pipe' })
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
  const dependencies = Object.keys(manifest.dependencies ?? {})
  if (WITHOUT_DEPENDENCIES.has(manifest.name) && dependencies.length > 0) fault(`depends on ${dependencies.join(', ')}`)
}

const tarballs = readdirSync(packs)
for (const tarball of tarballs) {
  const path = join(packs, tarball)
  const folder = join(project, '@x', tarball.replace(/^x-(.*)-\d+\.\d+\.\d+.*$/, '$1'))
  const text = readFileSync(join(folder, 'package.json'), 'utf8')
  checkManifest(folder, JSON.parse(text) as Manifest, text)
  const { size } = statSync(path)
  if (size > MAX_TARBALL_BYTES) faults.push(`${tarball}: ${size} bytes, more than ${MAX_TARBALL_BYTES}`)
  run('publint', ['run', path, '--strict'])
  run('attw', [path, '--profile', 'node16', '--no-emoji', '--format', 'ascii'])
  console.log(`${tarball}: ${(size / 1000).toFixed(1)} kB`)
}

if (faults.length > 0) {
  console.error(faults.join('\n\n'))
  process.exit(1)
}
console.log(`${tarballs.length} packages are as they should be.`)
