// The test kit under node:test, in a process of its own.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'

vi.setConfig({ testTimeout: 90_000 })

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const FILE = fileURLToPath(new URL('./processes/kit-node-test.mjs', import.meta.url))

function run(): Promise<{ code: number | null; output: string }> {
  // A test runner that is told that it runs below another one prints nothing to read.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', '--test', '--test-reporter=tap', FILE], { cwd: ROOT, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })))
}

test('starts, resets and ends with the hooks of node:test, and stands its mocked timers', async () => {
  const { code, output } = await run()
  expect(output).toMatch(/^# pass 5$/m)
  expect(output).toMatch(/^# fail 0$/m)
  expect(code).toBe(0)
})
