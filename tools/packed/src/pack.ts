// Packs every package as it would be published and lays the tarballs out as one installed project, without a registry.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PACKS, packedPackages, ROOT } from './packed-packages.ts'

const here = join(ROOT, 'tools/packed')
const modules = join(here, '.project/node_modules')
const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { packageManager: string }

for (const folder of [PACKS, join(here, '.project')]) rmSync(folder, { recursive: true, force: true })
mkdirSync(PACKS, { recursive: true })

// pnpm applies publishConfig, which strips the source condition; npm would not.
execFileSync('npx', ['--yes', packageManager, '-r', '--filter', './packages/*', 'pack', '--pack-destination', PACKS], {
  cwd: ROOT,
  stdio: ['ignore', 'ignore', 'inherit'],
  shell: process.platform === 'win32',
})

const packages = packedPackages()
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
