// Runs jest and Playwright with their tests here, and reads what they say.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const require = createRequire(import.meta.url)
const folder = import.meta.dirname

interface Ended {
  readonly code: number | null
  readonly output: string
}

function run(args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, FORCE_COLOR: '0', CI: '1' } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })))
}

test('jest starts, resets and ends it', async () => {
  const jest = join(dirname(require.resolve('jest/package.json')), 'bin/jest.js')
  const { code, output } = await run(['--experimental-vm-modules', jest, '--ci'])
  expect(output).toMatch(/^Tests: +4 passed, 4 total$/m)
  expect(code).toBe(0)
})

test('Playwright starts, resets and ends it', async () => {
  const { code, output } = await run([require.resolve('@playwright/test/cli'), 'test'])
  expect(output).toMatch(/^ +2 passed/m)
  expect(code).toBe(0)
})
