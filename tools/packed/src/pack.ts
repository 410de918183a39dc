// Packs every package as it is published, to the same bytes on every machine, and lays the tarballs out as one installed project,
// without a registry. Prints of each tarball what npm calls its integrity.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PACKS, packedPackages, ROOT } from './packed-packages.ts'
import { reproducible } from './reproducible.ts'

const here = join(ROOT, 'tools/packed')
const modules = join(here, '.project/node_modules')
const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { packageManager: string }

for (const folder of [PACKS, join(here, '.project')]) rmSync(folder, { recursive: true, force: true })
mkdirSync(PACKS, { recursive: true })

const packages = packedPackages()
const filters = packages.flatMap(({ name }) => ['--filter', name])
// pnpm applies publishConfig, which strips the source condition; npm would not.
execFileSync('npx', ['--yes', packageManager, '-r', ...filters, 'pack', '--pack-destination', PACKS], {
  cwd: ROOT,
  stdio: ['ignore', 'ignore', 'inherit'],
  shell: process.platform === 'win32',
})

for (const { name, tarball, manifest } of packages) {
  const bytes = await reproducible(readFileSync(tarball))
  writeFileSync(tarball, bytes)
  console.log(`${name}@${manifest.version} sha512-${createHash('sha512').update(bytes).digest('base64')}`)
}

const siblings = new Set(packages.map(({ name }) => name))
for (const { name, folder, tarball, manifest } of packages) {
  const target = join(modules, name)
  mkdirSync(target, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '-C', target, '--strip-components=1'])
  for (const dependency of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    const link = join(modules, dependency)
    if (siblings.has(dependency) || existsSync(link)) continue
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(folder, 'node_modules', dependency), link, 'junction')
  }
}
cpSync(join(here, 'suite'), join(here, '.project'), { recursive: true })
console.log(`${packages.length} packages packed and laid out.`)
