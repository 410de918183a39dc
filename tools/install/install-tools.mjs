// Installs what the install test works with, once: the compilers users have, and pnpm without npx's start-up.
// Plain JavaScript and plain npm: these are no part of the workspace, its lockfile or its install.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const { packageManager, devDependencies } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
)
/** From the oldest supported to the newest. */
const compilers = JSON.parse(readFileSync(new URL('compilers.json', import.meta.url), 'utf8'))
const folder = fileURLToPath(new URL('.tools', import.meta.url))
const dependencies = { pnpm: packageManager.replace('pnpm@', ''), '@types/node': devDependencies['@types/node'] }
for (const version of compilers) dependencies[`typescript-${version}`] = `npm:typescript@${version}`
const manifest = `${JSON.stringify({ private: true, name: 'install-tools', dependencies }, undefined, 2)}\n`

/** Written last, beside what is installed, so that it never says more than there is. */
const done = `${folder}/node_modules/.done.json`
if (existsSync(done) && readFileSync(done, 'utf8') === manifest) {
  console.log('Compilers and pnpm are there.')
  process.exit(0)
}
console.log(`Installing TypeScript ${compilers.join(', ')} and pnpm …`)
mkdirSync(folder, { recursive: true })
writeFileSync(`${folder}/package.json`, manifest)
const { status, error } = spawnSync(
  'npm',
  ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'],
  {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  },
)
if (status !== 0) {
  console.error(`npm could not install them: ${error?.message ?? `exit code ${status}`}.`)
  process.exit(status ?? 1)
}
writeFileSync(done, manifest)
