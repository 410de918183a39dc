// The case by hand in the guide to the conformance suite works when it is pasted into a shell.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { driverVariables } from '../src/command/conformance.ts'
import { startEmulator } from '../src/index.ts'

const TOOLS = ['sh', 'curl', 'openssl']
const missing = TOOLS.filter((tool) => spawnSync(tool, [tool === 'openssl' ? 'version' : '--version']).error)

test.skipIf(missing.length > 0)('the guide’s commands sign a case that passes, and show the report', async () => {
  const guide = await readFile(new URL('../../../docs/conformance.md', import.meta.url), 'utf8')
  const [, commands = ''] = /## With curl and openssl\n.*?```sh\n(.*?)```/s.exec(guide) ?? []
  const oci = await startEmulator()
  const folder = await mkdtemp(join(tmpdir(), 'conformance-guide-'))
  const env = { PATH: process.env['PATH'] ?? '', ...driverVariables(oci, await oci.configFile(folder)) }
  const shell = spawn('sh', ['-c', commands], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for await (const chunk of shell.stdout) output += chunk
  expect(output).toMatch(/^\{"verdict":"passed"\}/)
  expect(output).toMatch(/\n1 of 120 cases passed, /)
  await oci.close()
  await rm(folder, { recursive: true })
})
