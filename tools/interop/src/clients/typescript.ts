// OCI's SDK for TypeScript.
import { copyFileSync, cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { OF_COMMAND_LINE, type Client } from './client.ts'
import { ensureEnvironment, folderOf, runTool, scriptPath } from './environment.ts'
import { versionOf, type Tool } from './tool.ts'

const NODE: Tool = { name: 'node', probe: [process.execPath, '--version'] }
const NPM: Tool = { name: 'npm', probe: ['npm', '--version'] }
const NPM_OPTIONS = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock', '--loglevel=error']

const manifest = scriptPath('typescript/package.json')
const folder = folderOf('typescript')

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
}

function prepare(): Readonly<Record<string, string>> {
  const pins = readFileSync(manifest, 'utf8')
  ensureEnvironment('typescript', pins, (made) => {
    console.log('Installing OCI’s SDK for TypeScript …')
    copyFileSync(manifest, join(made, 'package.json'))
    runTool('npm', ['install', ...NPM_OPTIONS], { cwd: made })
  })
  // Beside what they import: a module is looked for from where its importer lies.
  cpSync(scriptPath('typescript'), folder, { recursive: true })
  const { dependencies } = JSON.parse(pins) as Manifest
  return { ...dependencies, Node: versionOf(NODE) ?? '' }
}

/** What oci-common has no provider for. */
const NONE = 'It has no such principal.'

export const typescript: Client = {
  id: 'typescript',
  title: 'TypeScript SDK',
  tools: [NODE, NPM],
  prepare: async () => prepare(),
  command: ({ name, caFile }) => ({
    file: process.execPath,
    args: [join(folder, `${name}.mjs`)],
    ...(caFile && { variables: { NODE_EXTRA_CA_CERTS: caFile } }),
  }),
  lacks: {
    ...OF_COMMAND_LINE,
    ...Object.fromEntries(
      ['1.1', '2.1', '2.1.1', '2.1.2', '3.0'].map((version) => [`resource-${version}`, 'It knows version 2.2.']),
    ),
    'resource-delegation': NONE,
    'token-exchange': NONE,
    'scoped-oauth': NONE,
  },
}
