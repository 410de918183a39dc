// What `npm i` brings: packages and bytes.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { peerFolder } from '../../peers.ts'
import { KILOBYTES, MEGABYTES, type Measurement, show } from '../../row.ts'

const ROOT = new URL('../../../../../', import.meta.url)
const GOAL_PACKAGES = 1
const GOAL_TARBALL_BYTES = 170_000
/** Windows finds npm and npx only through its shell. */
const shell = process.platform === 'win32'

export const measure: Measurement = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-install-'))
  try {
    const tarball = pack(folder)
    const tarballBytes = statSync(tarball).size
    writeFileSync(join(folder, 'package.json'), '{"private":true}')
    const options = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
    execFileSync('npm', ['install', tarball, ...options], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell,
    })
    const ours = installed(folder)
    const peer = installed(peerFolder('oci-common'))
    return [
      {
        what: 'npm i @x/signer: packages',
        goal: `${GOAL_PACKAGES}`,
        measured: `${ours.packages}; ${show(ours.bytes, KILOBYTES)} installed`,
        reached: ours.packages === GOAL_PACKAGES,
        raw: ours,
      },
      {
        what: '  tarball',
        goal: `≤ ${show(GOAL_TARBALL_BYTES, KILOBYTES)}`,
        measured: show(tarballBytes, KILOBYTES),
        reached: tarballBytes <= GOAL_TARBALL_BYTES,
        raw: tarballBytes,
      },
      {
        what: 'npm i oci-common',
        measured: `${peer.packages} packages; ${show(peer.bytes, MEGABYTES)} installed`,
        raw: peer,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Packed as it would be published: pnpm applies publishConfig, npm would not. */
function pack(folder: string): string {
  const { packageManager } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as {
    packageManager: string
  }
  const cwd = fileURLToPath(new URL('packages/signer', ROOT))
  const args = ['--yes', packageManager, 'pack', '--pack-destination', folder]
  execFileSync('npx', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'], shell })
  const name = readdirSync(folder).find((file) => file.endsWith('.tgz'))
  if (!name) throw new Error('pnpm pack has left no tarball.')
  return join(folder, name)
}

function installed(folder: string): { packages: number; bytes: number } {
  const modules = join(folder, 'node_modules')
  const lock = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')) as { packages: object }
  const files = readdirSync(modules, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const bytes = files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0)
  return { packages: Object.keys(lock.packages).length, bytes }
}
