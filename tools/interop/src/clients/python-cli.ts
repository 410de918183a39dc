// OCI's command line, which lives in the environment of the SDK for Python.
import type { Client } from './client.ts'
import { scriptPath } from './environment.ts'
import { PYTHON, PYTHON_TOOL, pythonEnvironment, pythonVersions, QUIET } from './python.ts'
import type { Tool } from './tool.ts'

/** Makes the certificate of the addresses that it has built in. */
const OPENSSL: Tool = { name: 'openssl', probe: ['openssl', 'version'] }

const NONE = 'It has no such principal.'

export const pythonCli: Client = {
  id: 'python-cli',
  title: 'Python CLI',
  comesWith: 'python',
  hasFixedAddresses: true,
  tools: [PYTHON_TOOL, OPENSSL],
  prepare: async () => {
    pythonEnvironment()
    return pythonVersions('oci-cli')
  },
  command: ({ name, caFile }) => ({
    file: PYTHON,
    args: [...QUIET, scriptPath(`python-cli/${name.replaceAll('-', '_')}.py`)],
    variables: { PYTHONPATH: scriptPath('python'), ...(caFile && { INTEROP_CA: caFile }) },
  }),
  lacks: {
    'resource-1.1': 'It asks the link-local address for the path, whatever the variables say.',
    'resource-delegation': NONE,
    'token-exchange': NONE,
    'scoped-oauth': NONE,
  },
}
