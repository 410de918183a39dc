// OCI's SDK for Python, and the environment that its command line and other Python programs of this folder run in.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { OF_COMMAND_LINE, type Client } from './client.ts'
import { ensureEnvironment, folderOf, runTool, scriptPath } from './environment.ts'
import { versionOf, type Tool } from './tool.ts'

export const PYTHON_TOOL: Tool = {
  name: 'python3 with venv',
  probe: ['python3', '-c', 'import venv, ensurepip, platform; print(platform.python_version())'],
}

/** The interpreter of the environment. */
export const PYTHON = join(folderOf('python'), 'bin', 'python')

/** No warnings beside the lines of JSON, no compiled files beside the scripts. */
export const QUIET = ['-W', 'ignore', '-B']

/**
 * Makes the environment with everything in `clients/python/requirements.txt` when it is not there.
 *
 * @throws Error with what could not be installed
 */
export function pythonEnvironment(): void {
  const requirements = scriptPath('python/requirements.txt')
  const wanted = `${versionOf(PYTHON_TOOL)}\n${readFileSync(requirements, 'utf8')}`
  ensureEnvironment('python', wanted, (folder) => {
    console.log('Installing OCI’s SDK and command line for Python …')
    runTool('python3', ['-m', 'venv', folder])
    runTool(PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements])
  })
}

/** Versions of installed packages, and Python's own. */
export function pythonVersions(...packages: readonly string[]): Readonly<Record<string, string>> {
  const code = 'import sys; from importlib.metadata import version; print(*(version(name) for name in sys.argv[1:]))'
  const versions = runTool(PYTHON, ['-c', code, ...packages])
    .trim()
    .split(' ')
  const found = packages.map((name, i) => [name, versions[i] ?? ''])
  return Object.fromEntries([...found, ['Python', versionOf(PYTHON_TOOL) ?? '']]) as Record<string, string>
}

export const python: Client = {
  id: 'python',
  title: 'Python SDK',
  tools: [PYTHON_TOOL],
  prepare: async () => {
    pythonEnvironment()
    return pythonVersions('oci')
  },
  command: ({ name, caFile }) => ({
    file: PYTHON,
    args: [...QUIET, scriptPath(`python/${name.replaceAll('-', '_')}.py`)],
    ...(caFile && { variables: { REQUESTS_CA_BUNDLE: caFile } }),
  }),
  lacks: OF_COMMAND_LINE,
}
