// OCI's SDK for Go, and how a Go program of this folder is built.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { OF_COMMAND_LINE, type Client } from './client.ts'
import { ensureEnvironment, runTool, scriptPath } from './environment.ts'
import { versionOf, type Tool } from './tool.ts'

export const GO_TOOL: Tool = { name: 'go', probe: ['go', 'version'] }

/**
 * Builds the program in `clients/<path>`, a module of its own with `go.mod` and `go.sum`; its modules stay in an environment of this name.
 *
 * @returns the program
 * @throws Error with what could not be fetched or built
 */
export function buildGo(path: string): string {
  const source = scriptPath(path)
  const pins = ['go.mod', 'go.sum'].map((file) => readFileSync(join(source, file), 'utf8'))
  const variables = (folder: string) => ({
    GOMODCACHE: join(folder, 'mod'),
    GOCACHE: join(folder, 'cache'),
    // Else the modules could not be deleted.
    GOFLAGS: '-modcacherw -mod=readonly',
    // The Go of this machine, and no other that it would fetch.
    GOTOOLCHAIN: 'local',
  })
  const name = path.replaceAll('/', '-')
  const folder = ensureEnvironment(name, pins.join('\n'), (made) => {
    console.log(`Installing the Go modules of ${path} …`)
    runTool('go', ['mod', 'download'], { cwd: source, variables: variables(made) })
  })
  const program = join(folder, 'program')
  runTool('go', ['build', '-o', program, '.'], { cwd: source, variables: variables(folder) })
  return program
}

let program = ''

export const go: Client = {
  id: 'go',
  title: 'Go SDK',
  tools: [GO_TOOL],
  prepare: async () => {
    program = buildGo('go')
    const pinned = /oci-go-sdk\/v65 v(\S+)/.exec(readFileSync(scriptPath('go/go.mod'), 'utf8'))?.[1]
    return { 'oci-go-sdk': pinned ?? '', Go: versionOf(GO_TOOL) ?? '' }
  },
  command: ({ name, caFile }) => ({
    file: program,
    args: [name],
    ...(caFile && { variables: { SSL_CERT_FILE: caFile } }),
  }),
  lacks: {
    ...OF_COMMAND_LINE,
    ...Object.fromEntries(
      ['resource-2.1', 'resource-2.1.1', 'resource-2.1.2'].map((id) => [id, 'It knows the versions 1.1, 2.2 and 3.0.']),
    ),
  },
}
