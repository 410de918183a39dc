// Who verifies our requests: a program in another language, with that language's own cryptography.
import type { Client, Command } from '../clients/client.ts'
import { scriptPath } from '../clients/environment.ts'
import { buildGo, GO_TOOL } from '../clients/go.ts'
import { PYTHON, PYTHON_TOOL, pythonEnvironment, pythonVersions, QUIET } from '../clients/python.ts'
import { versionOf } from '../clients/tool.ts'

export interface Verifier extends Pick<Client, 'id' | 'title' | 'comesWith' | 'tools' | 'prepare'> {
  /** Takes the file of the requests and that of the key. */
  readonly command: (files: readonly string[]) => Command
}

let goProgram = ''

export const VERIFIERS: readonly Verifier[] = [
  {
    id: 'verify-python',
    title: 'Python’s cryptography',
    comesWith: 'python',
    tools: [PYTHON_TOOL],
    prepare: async () => {
      pythonEnvironment()
      return pythonVersions('cryptography')
    },
    command: (files) => ({ file: PYTHON, args: [...QUIET, scriptPath('python/verify_captured.py'), ...files] }),
  },
  {
    id: 'verify-go',
    title: 'Go’s crypto',
    comesWith: 'go',
    tools: [GO_TOOL],
    prepare: async () => {
      goProgram = buildGo('go-verify')
      return { Go: versionOf(GO_TOOL) ?? '' }
    },
    command: (files) => ({ file: goProgram, args: files }),
  },
]
