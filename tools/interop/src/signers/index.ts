// The signers, in the order of the table's rows: ours, then those of others by language.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Emulator } from '@x/emulator'
import type { Command } from '../clients/client.ts'
import { folderOf } from '../clients/environment.ts'
import { GO_TOOL, go } from '../clients/go.ts'
import { PYTHON_TOOL, python, pythonEnvironment, pythonVersions } from '../clients/python.ts'
import { versionOf, type Tool } from '../clients/tool.ts'
import { typescript } from '../clients/typescript.ts'
import { speak } from '../run/speak.ts'
import { axiosClient } from './ours/axios.ts'
import { bareClient } from './ours/bare.ts'
import { fetchClient } from './ours/fetch.ts'
import { playWith, type SendCase } from './ours/play.ts'
import { prepareRust, rustCommand, RUST_TOOL } from './rust.ts'
import type { Signer } from './signer.ts'

const NODE: Tool = { name: 'node', probe: [process.execPath, '--version'] }

/** In this process. */
const ours = (id: string, title: string, client: (oci: Emulator) => SendCase): Signer => ({
  id,
  title,
  comesWith: 'typescript',
  tools: [],
  prepare: async () => ({ Node: versionOf(NODE) ?? '' }),
  play: (oci) => playWith(oci, client(oci)),
})

const playsBy =
  (command: () => Command): Signer['play'] =>
  (_, variables) =>
    speak(command(), variables)

const fromPython = (id: string, title: string, ...packages: readonly string[]): Signer => ({
  id,
  title,
  comesWith: 'python',
  tools: [PYTHON_TOOL],
  prepare: async () => {
    pythonEnvironment()
    return pythonVersions(...packages)
  },
  play: playsBy(() => python.command({ name: id, caFile: undefined })),
})

/** Of what is installed for OCI's SDK for TypeScript, which brings http-signature along. */
const fromNpm = (packageName: string, title: string): Signer => ({
  id: `signer-${packageName}`,
  title,
  comesWith: 'typescript',
  tools: typescript.tools,
  prepare: async () => {
    await typescript.prepare()
    const manifest = join(folderOf('typescript'), 'node_modules', packageName, 'package.json')
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }
    return { [packageName]: version, Node: versionOf(NODE) ?? '' }
  },
  play: playsBy(() => typescript.command({ name: `signer-${packageName}`, caFile: undefined })),
})

export const SIGNERS: readonly Signer[] = [
  ours('ours-bare', '`@x/signer` over node:http', bareClient),
  ours('ours-fetch', '`@x/fetch`', fetchClient),
  ours('ours-axios', '`@x/axios`', axiosClient),
  fromPython('signer-requests', 'Python SDK: `Signer` with requests', 'oci', 'requests'),
  fromPython('signer-aiohttp', 'Python SDK: `AsyncBaseClient`', 'oci', 'aiohttp'),
  fromPython('signer-httpx', 'oci-genai-auth with httpx', 'oci-genai-auth', 'httpx'),
  fromNpm('oci-common', 'TypeScript SDK: `DefaultRequestSigner`'),
  fromNpm('http-signature', 'http-signature, as in Oracle’s sample'),
  {
    id: 'signer-go',
    title: 'Go SDK: `DefaultRequestSigner`',
    comesWith: 'go',
    tools: [GO_TOOL],
    prepare: go.prepare,
    play: playsBy(() => go.command({ name: 'conformance', caFile: undefined })),
  },
  {
    id: 'signer-reqsign',
    title: 'reqsign-oracle for Rust, with reqwest',
    tools: [RUST_TOOL],
    prepare: async () => prepareRust('reqsign-oracle'),
    play: playsBy(rustCommand),
  },
]
