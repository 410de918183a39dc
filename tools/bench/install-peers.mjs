// Installs what the benchmark compares with, each alone in its folder so that what it brings along can be counted.
// Plain JavaScript and plain npm: these packages are no part of the workspace, its lockfile or its install.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const PEERS = { 'oci-common': '2.142.1', aws4fetch: '1.0.20' }
const NPM_OPTIONS = ['--no-audit', '--no-fund', '--ignore-scripts', '--save-exact', '--loglevel=error']

/** The version that is there, so that a changed pin is installed anew. */
function installedVersion(folder, name) {
  const manifest = `${folder}/node_modules/${name}/package.json`
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined
}

for (const [name, version] of Object.entries(PEERS)) {
  const folder = fileURLToPath(new URL(`.peers/${name}`, import.meta.url))
  if (installedVersion(folder, name) === version) {
    console.log(`${name} ${version} is there.`)
    continue
  }
  console.log(`Installing ${name} ${version} …`)
  mkdirSync(folder, { recursive: true })
  // A manifest of its own: without one npm would install into the nearest folder above that has one.
  writeFileSync(`${folder}/package.json`, JSON.stringify({ private: true, name: `bench-peer-${name}` }))
  const { status, error } = spawnSync('npm', ['install', `${name}@${version}`, ...NPM_OPTIONS], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    console.error(`npm could not install ${name}@${version}: ${error?.message ?? `exit code ${status}`}.`)
    process.exit(status ?? 1)
  }
}
