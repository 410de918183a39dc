// The route handler, called as the function that it is, and in Next.js itself.
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { GET } from './nextjs/app/api/users/route.ts'

const MINUTES = 60_000
const project = fileURLToPath(new URL('./nextjs', import.meta.url))
const next = fileURLToPath(new URL('./node_modules/next/dist/bin/next', import.meta.url))
const secrets = { cookie: 'session=browser', authorization: 'Bearer browser' }

let home: string
let oci: Emulator
let variables: Record<string, string>
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'next-'))
  oci = await startEmulator()
  await oci.configFile(join(home, '.oci'))
  variables = { HOME: home, OCI_ENDPOINT: oci.url }
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await oci.close()
  await rm(home, { recursive: true })
})

describe('the route handler', () => {
  const ask = (query = '', init?: RequestInit): Promise<Response> =>
    GET(new Request(`http://app.example/api/users${query}`, init))

  test('asks as the server, and passes on what the browser may choose and nothing else of it', async () => {
    const response = await ask('?limit=1&compartmentId=other', { headers: secrets })
    expect(await response.json()).toEqual({ users: [{ id: oci.user, name: 'emulator-user' }], next: null })
    const { target, headers, caller } = oci.requests.at(-1) ?? {}
    expect([target, caller?.user]).toEqual(['/20160918/users?limit=1', oci.user])
    expect(JSON.stringify(headers)).not.toContain('browser')
  })

  test('shows the browser neither signature nor key id', async () => {
    const response = await ask()
    const shown = JSON.stringify([...response.headers]) + (await response.text())
    expect(shown).not.toMatch(/signature|keyId|authorization/i)
    expect(shown).not.toContain(oci.apiKey.fingerprint)
  })

  test('tells the status of a refusal, and the id to ask Oracle about', async () => {
    oci.faults.add({ times: 1, effect: { status: 404, message: 'secret' } })
    const response = await ask()
    expect(response.status).toBe(502)
    const requestId = oci.requests.at(-1)?.requestId
    expect(await response.json()).toEqual({ code: 'ServiceFailed', status: 404, requestId })
  })

  test('ends the request when the browser leaves', async () => {
    const leaving = new AbortController()
    leaving.abort(new Error('left'))
    await expect(ask('', { signal: leaving.signal })).rejects.toThrow('left')
  })
})

describe('Next.js', () => {
  let server: ChildProcess
  let origin: string
  beforeAll(async () => {
    const env = { ...process.env, ...variables, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
    await promisify(execFile)(process.execPath, [next, 'build', project], { env })
    server = spawn(process.execPath, [next, 'start', project, '--port', '0', '--hostname', '127.0.0.1'], { env })
    origin = await addressOf(server)
  }, 5 * MINUTES)
  afterAll(() => void server?.kill())

  test('builds the handler without reading a key, and serves it', async () => {
    const response = await fetch(`${origin}/api/users?limit=1`, { headers: secrets })
    expect([response.status, await response.json()]).toEqual([
      200,
      { users: [{ id: oci.user, name: 'emulator-user' }], next: null },
    ])
    expect(response.headers.get('authorization')).toBeNull()
  })

  test('keeps no answer: each request is a signed request of its own', async () => {
    const before = oci.count('GET', '/20160918/users')
    await fetch(`${origin}/api/users`)
    await fetch(`${origin}/api/users`)
    expect(oci.count('GET', '/20160918/users') - before).toBe(2)
  })
})

/** Its output is read on to the end: a server whose output is closed ends with it. */
function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    server.stdout?.on('data', (text) => {
      printed += String(text)
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0]
      if (address) resolve(address)
    })
    server.once('exit', () => reject(new Error(`Next.js did not start. It printed: ${printed}`)))
  })
}
