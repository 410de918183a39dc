// Dependencies point down the layers and never in a circle.

/** What each package may import of its siblings, beside the kernel and what its tests need. */
const MAY_IMPORT = {
  kernel: [],
  signer: [],
  config: [],
  retry: [],
  emulator: [],
  fetch: ['signer'],
  fleet: ['config', 'signer'],
  axios: ['signer'],
  'oci-common': ['fetch', 'signer'],
  http: ['signer', 'retry', 'config'],
  'cert-retrievers': ['http', 'signer', 'retry'],
  'identity-data-plane': ['http', 'config', 'signer', 'retry'],
  session: ['identity-data-plane', 'http', 'config', 'signer', 'retry'],
  'auth-federation': ['cert-retrievers', 'session', 'http', 'config', 'signer', 'retry'],
  cli: [
    'auth-federation',
    'axios',
    'cert-retrievers',
    'config',
    'emulator',
    'fetch',
    'http',
    'identity-data-plane',
    'oci-common',
    'retry',
    'session',
    'signer',
  ],
}
/** It judges the others, so that what it knows must be its own. */
const WITHOUT_KERNEL = new Set(['emulator'])
/** The umbrella may import every library, which leaves programs. */
const PROGRAMS = ['emulator', 'cli']
const TEST_FILES = '(\\.test\\.ts|\\.test-d\\.ts)$|/test/'

const reachable = (name, allowed) => [name, ...allowed, ...(WITHOUT_KERNEL.has(name) ? [] : ['kernel'])]

const layers = Object.entries(MAY_IMPORT).map(([name, allowed]) => ({
  name: `${name}-imports-down`,
  comment: `${name} may import ${allowed.length > 0 ? allowed.join(', ') : 'no sibling'}.`,
  severity: 'error',
  from: { path: `^packages/${name}/src/`, pathNot: TEST_FILES },
  to: {
    path: '^packages/',
    pathNot: reachable(name, allowed)
      .map((other) => `^packages/${other}/`)
      .join('|'),
  },
}))

/** What `ocix --help` loads; all else of the program loads late. */
const LIGHT_FILES_OF_CLI = ['main.ts', 'commands/.+/(command|group).ts', 'program/[^/]+', 'output/[^/]+', 'ask/ask.ts']
const LATE_FILES_OF_CLI = ['program/calls.ts', 'program/who-signs.ts', 'output/query.ts']
const filesOfCli = (paths) => `^packages/cli/src/(${paths.join('|')})`

layers.push({
  name: 'cli-definitions-are-light',
  comment: 'What `ocix --help` loads imports no library at once: actions, which load late, do.',
  severity: 'error',
  from: { path: filesOfCli(LIGHT_FILES_OF_CLI), pathNot: [TEST_FILES, filesOfCli(LATE_FILES_OF_CLI)] },
  to: {
    path: '^packages/|node_modules/',
    pathNot: ['^packages/(cli|kernel)/', 'node_modules/commander/'],
    dynamic: false,
    dependencyTypesNot: ['core', 'type-only'],
  },
})

layers.push({
  name: 'sdk-imports-libraries',
  comment: '@x/sdk re-exports libraries: no program, and nothing from outside.',
  severity: 'error',
  from: { path: '^packages/sdk/src/' },
  to: { path: `^packages/(${PROGRAMS.join('|')})/|^node_modules/` },
})

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      // Late imports and those of types count as well: who reads the files goes round all the same.
      to: { circular: true },
    },
    {
      name: 'signer-and-friends-stand-alone',
      comment: 'These packages have no dependency at all, Node aside.',
      severity: 'error',
      from: { path: '^packages/(signer|config|retry)/src/', pathNot: TEST_FILES },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-optional'] },
    },
    {
      name: 'neutral-code-is-neutral',
      comment: 'Node is imported by the files that say so in their name, or late; types are free.',
      severity: 'error',
      from: {
        path: '^packages/((signer|fetch|fleet|oci-common|axios|retry|http|identity-data-plane)/src/|auth-federation/src/(token-exchange|oauth|identity-domain|principal|errors)(/|\\.ts$))',
        pathNot: `${TEST_FILES}|/runtime/node`,
      },
      to: { dependencyTypes: ['core'], dependencyTypesNot: ['type-only'], dynamic: false },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: { pathNot: 'readme-blocks|bench/src/children|conformance/launchers|interop/clients' },
      to: { couldNotResolve: true },
    },
    {
      name: 'token-exchange-is-neutral',
      comment:
        'The entry ./token-exchange of auth-federation works on edge runtimes: nothing of it leads to Node or to certificates.',
      severity: 'error',
      from: {
        path: '^packages/auth-federation/src/(token-exchange|oauth|identity-domain|principal|errors)(/|\\.ts$)',
        pathNot: TEST_FILES,
      },
      to: {
        path: '^packages/(cert-retrievers|auth-federation/src/(instance|delegation|exchange|x509|choose|resource|oke|kubectl))/',
      },
    },
    ...layers,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The dependencies of these examples are installed by their own commands only.
    exclude: { path: '(^|/)(dist|\\.project|\\.packs|\\.readme-blocks)/|^examples/(servers|hsm|apps|test-kits)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['@x/source', 'node', 'import', 'default'] },
  },
}
