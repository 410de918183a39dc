// Installs the runtimes, each in its pinned version, into a folder of their own: no part of the workspace or its lockfile.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { executableOf, RUNTIMES_FOLDER, thisPlatform } from './installed.ts'
import { packagesFor } from './platform-packages.ts'
import { PINNED } from '../runtimes.ts'

const NPM_OPTIONS = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock', '--loglevel=error']

const packages = packagesFor(thisPlatform())
const manifestFile = join(RUNTIMES_FOLDER, 'package.json')
// Optional: what the registry does not have for this platform is named by the matrix, not failed here.
const manifest = JSON.stringify({ private: true, name: 'matrix-runtimes', optionalDependencies: packages }, null, 2)

/** A changed pin is installed anew. */
function isThere(binary: string): boolean {
  const installed = join(RUNTIMES_FOLDER, 'node_modules', binary, 'package.json')
  if (!existsSync(executableOf(binary)) || !existsSync(installed)) return false
  return (JSON.parse(readFileSync(installed, 'utf8')) as { version: string }).version === PINNED[binary]
}

if (Object.keys(packages).every(isThere)) {
  console.log('The runtimes are there.')
} else {
  console.log(`Installing ${Object.values(packages).join(', ')} …`)
  mkdirSync(RUNTIMES_FOLDER, { recursive: true })
  writeFileSync(manifestFile, manifest)
  const { status, error } = spawnSync('npm', ['install', ...NPM_OPTIONS], {
    cwd: RUNTIMES_FOLDER,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) console.error(`npm could not install all runtimes: ${error?.message ?? `exit code ${status}`}.`)
}
