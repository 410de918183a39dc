// Installs OCI's SDK for Python beside this file, once, in an environment of its own.
// Plain JavaScript: it runs before anything is built. A machine without Python is told so, and the clients that need it are left out.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const PACKAGES = ['oci==2.189.0', 'requests>=2,<3']
const folder = fileURLToPath(new URL('.tools/python', import.meta.url))
/** Written last, so that it never says more than there is. */
const done = `${folder}/.done`
const wanted = PACKAGES.join('\n')

if (existsSync(done) && readFileSync(done, 'utf8') === wanted) {
  console.log('OCI’s SDK for Python is there.')
  process.exit(0)
}
if (spawnSync('python3', ['--version']).status !== 0) {
  console.log('There is no python3 on this machine: OCI’s SDK for Python is not run.')
  process.exit(0)
}
console.log(`Installing ${PACKAGES.join(' and ')} …`)
rmSync(folder, { recursive: true, force: true })
run('python3', ['-m', 'venv', folder])
run(`${folder}/bin/python`, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES])
writeFileSync(done, wanted)

function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' })
  if (status === 0) return
  console.error(`${command} ${args.join(' ')} failed: ${error?.message ?? `exit code ${status}`}.`)
  process.exit(status ?? 1)
}
