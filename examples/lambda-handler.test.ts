// The handler as its runtime uses it: imported once, called often, and out of the way when there is nothing to do.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type * as Lambda from './lambda-handler.ts'

const context = { getRemainingTimeInMillis: () => 30_000 }
let oci: Emulator
let variables: Record<string, string>
beforeAll(async () => {
  oci = await startEmulator()
  variables = {
    OCI_TENANCY: oci.tenancy,
    OCI_USER: oci.user,
    OCI_FINGERPRINT: oci.apiKey.fingerprint,
    OCI_PRIVATE_KEY: oci.apiKey.pem,
    OCI_ENDPOINT: oci.url,
  }
})
afterAll(() => oci.close())
afterEach(() => void vi.useRealTimers())

test('one signer serves a cold start, warm invocations, and one after an hour of sleep', async () => {
  // Before the signer is made, which keeps the Date.now that it finds.
  vi.useFakeTimers({ toFake: ['Date'] })
  const { handler } = await coldStart()
  const answers = [await handler({}, context), ...(await Promise.all([handler({}, context), handler({}, context)]))]
  // The emulator reads the same `Date`.
  vi.setSystemTime(Date.now() + 3_600_000)
  answers.push(await handler({}, context))
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200])
  expect(JSON.parse(String(answers[3]?.body))).toContainEqual({ key: 'PHX', name: 'us-phoenix-1' })
  expect(oci.requests.filter(({ reason }) => reason !== undefined)).toEqual([])
})

test('answers before its own time is over', async () => {
  const { handler } = await coldStart()
  oci.faults.add({ times: 1, effect: { delayMs: 60_000 } })
  const answer = await handler({}, { getRemainingTimeInMillis: () => 550 })
  expect([answer.statusCode, answer.body]).toEqual([504, '{"code":"OutOfTime"}'])
})

test('tells the status of a refusal and nothing else of it', async () => {
  const { handler } = await coldStart()
  oci.faults.add({ times: 1, effect: { status: 403, message: 'secret' } })
  expect((await handler({}, context)).body).toBe('{"code":"ServiceFailed","status":403}')
})

test('does not start without its variables', async () => {
  await expect(coldStart({ OCI_USER: '' })).rejects.toMatchObject({
    code: 'ERR_INVALID_ARGUMENT',
    message: expect.stringContaining('user') as string,
  })
})

test('leaves nothing behind that keeps its process alive', async () => {
  const file = fileURLToPath(new URL('lambda-handler.ts', import.meta.url))
  const code = `const { handler } = await import(${JSON.stringify(file)})
    console.log((await handler({}, { getRemainingTimeInMillis: () => 30_000 })).statusCode)`
  const flags = ['--conditions=@x/source', '--import=tsx', '--input-type=module', '--eval', code]
  const env = { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1', ...variables }
  // It would be killed after this time, which is an error.
  const run = promisify(execFile)(process.execPath, flags, { env, timeout: 25_000 })
  expect((await run).stdout.trim()).toBe('200')
})

async function coldStart(changes: Record<string, string> = {}): Promise<typeof Lambda> {
  vi.resetModules()
  for (const [name, value] of Object.entries({ ...variables, ...changes })) vi.stubEnv(name, value)
  return import('./lambda-handler.ts')
}
