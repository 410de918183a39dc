// The root commands: each installs and builds what it needs, says what it is doing, and names the step that failed.
// Plain JavaScript without dependencies, because it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { packageManager } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

// pnpm comes through npx in the pinned version: a fresh machine has only Node and npm.
const pnpm = (...args) => ['npx', ['--yes', packageManager, ...args]]
const bin = (name, ...args) => pnpm('exec', name, ...args)
const node = (file, ...args) => ['node', [file, ...args]]
const tsx = (file, ...args) => ['node', ['--import', 'tsx', file, ...args]]

const install = [
  'install',
  pnpm('install', '--frozen-lockfile', '--prefer-offline', '--config.confirmModulesPurge=false'),
]
const build = ['build the packages', bin('turbo', 'run', 'build', '--output-logs=errors-only')]
const pack = ['pack the packages', tsx('tools/packed/src/pack.ts')]
/** Examples whose dependencies nothing else should install have workspaces of their own. */
const apart = (folder) => [
  [`install what ${folder} needs`, pnpm('--dir', folder, 'install', '--frozen-lockfile', '--prefer-offline')],
  ['types', bin('tsc', '-p', folder)],
  ['tests', bin('vitest', 'run', '--config', `${folder}/vitest.config.ts`)],
]

/** @type {Record<string, [string, [string, string[]]][]>} */
const COMMANDS = {
  quickstart: [install, build, ['quickstart', tsx('tools/quickstart/src/main.ts')]],
  emulator: [install, build, ['emulator', node('packages/emulator/dist/cli.js')]],
  test: [install, build, pack, ['tests', bin('vitest', 'run')]],
  'test-on': [
    install,
    build,
    pack,
    ['runtimes', tsx('tools/conformance/src/install/install.ts')],
    ['tests', tsx('tools/conformance/src/test-on.ts')],
  ],
  check: [
    install,
    build,
    ['public contracts', tsx('tools/api/src/main.ts', '--check')],
    pack,
    ['format', bin('prettier', '--check', '--log-level=warn', '.')],
    ['lint', bin('oxlint')],
    ['lay out the examples', tsx('tools/testkit/src/write-blocks.ts')],
    ['types of the examples', bin('tsc', '-p', 'tools/tsconfig/blocks.json')],
    ['types', bin('tsc', '-p', 'tsconfig.json')],
    ['types of the packed packages', tsx('tools/checks/packed-types.ts')],
    ['layers', bin('depcruise', '--config', 'tools/checks/layers.cjs', 'packages', 'tools', 'examples')],
    ['unused code', bin('knip')],
    ['packages', tsx('tools/checks/packages.ts')],
    ['sizes', tsx('tools/checks/sizes.ts')],
    ['reach of the neutral builds', tsx('tools/checks/reach.ts')],
    ['documentation', tsx('tools/checks/docs.ts')],
    ['reference', tsx('tools/reference/src/main.ts')],
  ],
  docs: [install, ['reference', tsx('tools/reference/src/main.ts')]],
  matrix: [
    install,
    build,
    pack,
    ['runtimes', tsx('tools/conformance/src/install/install.ts')],
    ['matrix', tsx('tools/conformance/src/main.ts')],
  ],
  generate: [
    install,
    build,
    ['public contracts', tsx('tools/api/src/main.ts')],
    ['walk through the command line', tsx('tools/walk/src/main.ts')],
  ],
  'install-test': [
    install,
    build,
    pack,
    ['compilers and pnpm', node('tools/install/install-tools.mjs')],
    ['install test', tsx('tools/install/src/main.ts')],
  ],
  versions: [install, ['versions and changelogs', bin('changeset', 'version')]],
  scope: [install, ['scope', tsx('tools/scope/src/main.ts')]],
  bench: [
    install,
    build,
    ['bench peers', node('tools/bench/install-peers.mjs')],
    ['bench', tsx('tools/bench/src/main.ts')],
  ],
  servers: [install, build, ...apart('examples/servers')],
  hsm: [install, build, ...apart('examples/hsm')],
  examples: [install, build, ...apart('examples/apps')],
  interop: [install, build, ['interop', tsx('tools/interop/src/main.ts')]],
  soak: [install, build, ['soak', tsx('tools/bench/src/main.ts', '--only', 'soak')]],
}

const [name = '', ...rest] = process.argv.slice(2)
const steps = COMMANDS[name]
if (!steps) {
  console.error(`Usage: node tools/run.mjs ${Object.keys(COMMANDS).join('|')}`)
  process.exit(2)
}

for (const [index, [title, [command, args]]] of steps.entries()) {
  const isLast = index === steps.length - 1
  console.log(`\n[${index + 1}/${steps.length}] ${title}`)
  const all = isLast ? [...args, ...rest] : args
  const { status, signal, error } = spawnSync(command, all, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', NODE_NO_WARNINGS: '1' },
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    const why = error?.message ?? (signal ? `stopped by ${signal}` : `exit code ${status}`)
    console.error(`\nnpm run ${name}: the step "${title}" failed (${why}).`)
    if (title === 'install' && !existsSync(new URL('../node_modules', import.meta.url))) {
      console.error('The npm registry has to be reachable for the first run.')
    }
    process.exit(status ?? 1)
  }
}
