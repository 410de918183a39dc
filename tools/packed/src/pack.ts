// Packs every package as it would be published and lays the tarballs out as one installed project, without a registry.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const here = join(root, 'tools/packed')
const packs = join(here, '.packs')
const modules = join(here, '.project/node_modules')

interface Manifest {
  readonly name: string
  readonly packageManager?: string
  readonly dependencies?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
}
const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

/** What the tarball of `name` is called. */
const tarballOf = (name: string): string =>
  readdirSync(packs).find((file) => file.startsWith(`${name.slice(1).replace('/', '-')}-`)) ?? ''

for (const folder of [packs, join(here, '.project')]) rmSync(folder, { recursive: true, force: true })
mkdirSync(packs, { recursive: true })

// pnpm applies publishConfig, which strips the source condition; npm would not.
const pnpm = ['--yes', String(manifestOf(root).packageManager), '-r', '--filter', './packages/*', 'pack']
execFileSync('npx', [...pnpm, '--pack-destination', packs], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
  shell: process.platform === 'win32',
})

const folders = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name))
for (const folder of folders) {
  const { name, dependencies, peerDependencies } = manifestOf(folder)
  const target = join(modules, name)
  mkdirSync(target, { recursive: true })
  execFileSync('tar', ['-xzf', join(packs, tarballOf(name)), '-C', target, '--strip-components=1'])
  for (const dependency of Object.keys({ ...dependencies, ...peerDependencies })) {
    const link = join(modules, dependency)
    if (dependency.startsWith('@x/') || existsSync(link)) continue
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(folder, 'node_modules', dependency), link, 'junction')
  }
}
cpSync(join(here, 'suite'), join(here, '.project'), { recursive: true })
console.log(`${folders.length} packages packed and laid out.`)
