// The root commands, one row each: what it does, its options, its steps. The last step gets the arguments.
import { bin, node, tsx } from './programs.mjs'
import { apart, build, buildFor, install, loud, pack, peers, quiet, runtimes } from './steps.mjs'

/**
 * @typedef {object} Command
 * @property {string} does
 * @property {Readonly<Record<string, string>>} [options] as they are written, with what each does
 * @property {string} [words] arguments that are no options
 * @property {string} [passesOn] who knows the further options
 * @property {(args: readonly string[]) => import('./steps.mjs').Step[]} steps
 */

const VITEST = "vitest's options and names of test files"
const CHECK = { '--check': 'compares the documents with the results, as where CI is set, and writes nothing' }

/** @type {Readonly<Record<string, Command>>} */
export const COMMANDS = {
  quickstart: {
    does: 'sends real requests through axios and fetch, signed by the built packages and judged by an emulator on this machine',
    options: { '--keep': 'leaves the emulator running, with a config file and commands to try' },
    steps: (args) => [
      install,
      buildFor('tools/quickstart', ...(args.includes('--keep') ? ['packages/cli'] : [])),
      loud('quickstart', tsx('tools/quickstart/src/main.ts')),
    ],
  },
  emulator: {
    does: 'starts an emulator of OCI on this machine to sign against; with the word "conformance" it judges a signer',
    options: {
      '--port <number>': 'port to listen on; 0 takes a free one (default 0)',
      '--host <address>': '127.0.0.1 (default), ::1 or localhost',
      '--tls': "HTTPS with a certificate of the emulator's own CA",
      '--allow-host <name>': 'a further host name that metadata and inspector answer to; may be repeated',
      '--multi-valued-subject': 'certificates with all units in one part of the subject',
      '--cors': 'allows every origin, for suites that run in a browser',
      '--config-dir <folder>': 'where to write config and keys (default: a temporary folder)',
      '--clock-offset <seconds>': "how far the emulator's clock is ahead (negative: --clock-offset=-600)",
      '--faults <file>': 'fault rules to begin with, as JSON; packages/emulator/README.md has an example',
      '--soft': 'says what would be refused, and lets it through; token services refuse as ever',
      '--upstream <url>': 'where genuine requests go that are not for the identity plane, e.g. http://127.0.0.1:12000',
    },
    words: '[conformance]',
    steps: () => [install, buildFor('packages/emulator'), loud('emulator', node('packages/emulator/dist/cli.js'))],
  },
  test: {
    does: 'runs every test',
    passesOn: VITEST,
    steps: () => [install, build, pack, loud('tests', bin('vitest', 'run'))],
  },
  'test-on': {
    does: 'runs every test in other lines of Node, which it installs from the npm registry; all without a line',
    words: '[20.19 20 22 24 26]',
    passesOn: VITEST,
    steps: () => [install, build, pack, runtimes, loud('tests', tsx('tools/conformance/src/test-on.ts'))],
  },
  check: {
    does: 'checks format, lint, types, layers, unused code, public contracts, packages, sizes, documents and the reference',
    steps: () => [
      install,
      build,
      loud('public contracts', tsx('tools/api/src/main.ts', '--check')),
      pack,
      quiet('format', bin('prettier', '--check', '--log-level=warn', '.')),
      quiet('lint', bin('oxlint')),
      quiet('lay out the examples', tsx('tools/testkit/src/write-blocks.ts')),
      quiet('types of the examples', bin('tsc', '-p', 'tools/tsconfig/blocks.json')),
      quiet('types', bin('tsc', '-p', 'tsconfig.json')),
      quiet('types of the packed packages', tsx('tools/checks/packed-types.ts')),
      quiet('layers', bin('depcruise', '--config', 'tools/checks/layers.cjs', 'packages', 'tools', 'examples')),
      quiet('unused code', bin('knip')),
      loud('packages', tsx('tools/checks/packages.ts')),
      loud('sizes', tsx('tools/checks/sizes.ts')),
      loud('reach of the neutral builds', tsx('tools/checks/reach.ts')),
      loud('documentation', tsx('tools/checks/docs.ts')),
      loud('reference', tsx('tools/reference/src/main.ts')),
    ],
  },
  docs: {
    does: 'writes the API reference of all libraries into reference/',
    steps: () => [install, loud('reference', tsx('tools/reference/src/main.ts'))],
  },
  matrix: {
    does: 'runs one suite against the packed packages in every runtime, and writes the tables of runtimes',
    options: CHECK,
    words: '[runtimes]',
    steps: () => [install, build, pack, runtimes, loud('matrix', tsx('tools/conformance/src/main.ts'))],
  },
  generate: {
    does: 'writes the page of the inspector, the public contracts in api/, and the walk in the README of the command line',
    steps: () => [
      install,
      quiet('page of the inspector', tsx('tools/inspector/src/build-page.ts')),
      build,
      loud('public contracts', tsx('tools/api/src/main.ts')),
      loud('walk through the command line', tsx('tools/walk/src/main.ts')),
    ],
  },
  screenshots: {
    does: "writes the pictures of the inspector's page, taken in Chromium, into docs/pictures",
    steps: () => [install, buildFor('tools/inspector'), loud('screenshots', tsx('tools/inspector/src/main.ts'))],
  },
  'install-test': {
    does: 'installs every package by itself, with npm and pnpm, loads it, compiles it and runs its README',
    steps: () => [
      install,
      build,
      pack,
      quiet('install compilers and pnpm', node('tools/install/install-tools.mjs')),
      loud('install test', tsx('tools/install/src/main.ts')),
    ],
  },
  pack: {
    does: 'packs the packages as they are published into tools/packed/.packs, and prints the integrity of each',
    steps: () => [install, build, loud(pack.title, pack.program)],
  },
  reproducible: {
    does: 'packs this commit in two clones with another folder, umask, clock, time zone and Node, and compares the bytes',
    steps: () => [install, runtimes, loud('reproducible', tsx('tools/checks/reproducible.ts'))],
  },
  versions: {
    does: 'turns changesets into versions and changelogs',
    steps: () => [install, loud('versions and changelogs', bin('changeset', 'version'))],
  },
  scope: {
    does: 'makes a copy of this repository whose packages have another scope',
    options: { '--repository <address>': 'the repository that the manifests name' },
    words: '@acme ../out',
    steps: () => [install, loud('scope', tsx('tools/scope/src/main.ts'))],
  },
  bench: {
    does: 'measures speed and size beside other libraries, as ratios in one run',
    options: {
      '--only <names>': 'measurements, with commas between them',
      '--rounds <number>': 'of each comparison (default 21)',
      '--requests <number>': 'of the soak (default 100000)',
      '--json <file>': 'where the raw figures are written',
      '--plots': 'puts the tables into docs/performance.md and draws docs/plots',
      '--from <file>': 'measures nothing, takes the figures of an earlier --json',
    },
    steps: () => [install, build, peers, loud('bench', tsx('tools/bench/src/main.ts'))],
  },
  servers: {
    does: 'tests the recipes for servers in examples/servers',
    passesOn: VITEST,
    steps: () => [install, build, ...apart('examples/servers')],
  },
  hsm: {
    does: 'tests a key that stays in a token, in examples/hsm',
    passesOn: VITEST,
    steps: () => [install, build, ...apart('examples/hsm')],
  },
  fleet: {
    does: 'lets a thousand clients in fifty processes share, on a redis-server that this machine has to have',
    passesOn: VITEST,
    steps: () => [install, loud('tests', bin('vitest', 'run', '--config', 'packages/fleet/vitest.proof.config.ts'))],
  },
  examples: {
    does: 'tests the programs in examples/apps with the libraries that they use, and examples/test-kits with jest and Playwright',
    passesOn: VITEST,
    steps: () => [install, build, ...apart('examples/test-kits'), ...apart('examples/apps')],
  },
  interop: {
    does: "lets OCI's own clients and other signers meet the emulator, and writes the pages about it",
    options: { ...CHECK, '--only <names>': 'clients, with commas between them' },
    steps: () => [install, build, loud('interop', tsx('tools/interop/src/main.ts'))],
  },
  soak: {
    does: 'signs 100 000 requests while tokens end, certificates rotate, the clock jumps and faults happen',
    options: { '--requests <number>': 'how many (default 100000)' },
    steps: () => [install, build, loud('soak', tsx('tools/bench/src/main.ts', '--only', 'soak'))],
  },
}
