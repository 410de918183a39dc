// That signed requests work beside a second undici: from 7.26 on it refuses a length that is given besides its own, and one copy
// of it anywhere in a program may be what Node's own fetch sends with.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { emulated } from '@x-tools/emulated'
import type { Echo } from './read-echo.ts'

const emulator = emulated()
const PROGRAM = fileURLToPath(new URL('./processes/second-undici.ts', import.meta.url))
const TIME_LIMIT_MS = 20_000

interface Sent {
  readonly status?: number
  readonly answer?: string
  readonly error?: string
}
interface Run {
  readonly tunnels: number
  readonly results: Readonly<Record<string, Sent>>
}

async function run(mode: string): Promise<Run> {
  const { url, tenancy, user, apiKey } = emulator()
  const signer = { tenancy, user, fingerprint: apiKey.fingerprint, privateKey: apiKey.pem }
  const env = { ...process.env, SECOND_UNDICI: JSON.stringify({ mode, url: `${url}/echo`, signer }) }
  const command = ['--import', 'tsx', '--conditions=@x/source', PROGRAM]
  const cwd = fileURLToPath(new URL('..', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd, env, timeout: TIME_LIMIT_MS })
  return JSON.parse(stdout) as Run
}

// Not every version of Node ends it with a line break.
const form = expect.stringMatching(/^-+.*\r\nContent-Disposition: form-data; name="a"\r\n\r\nabc\r\n-+.*--(?:\r\n)?$/s)
const kinds: readonly (readonly [kind: string, body: unknown])[] = [
  ['a string', 'abc'],
  ['an empty string', ''],
  ['a Uint8Array', 'abc'],
  ['an ArrayBuffer', 'abc'],
  ['a DataView', 'abc'],
  ['a Blob', 'abc'],
  ['URLSearchParams', 'a=abc'],
  ['FormData', form],
  ['a ReadableStream', 'abc'],
  ['an async iterable', 'abc'],
  ['a Request', 'abc'],
  ['nothing', ''],
]
const ways = ['the signed fetch', 'fetch and a signed request']
const methods = ['POST', 'PUT', 'PATCH']
const rows = ways.flatMap((way) =>
  methods.flatMap((method) => kinds.map(([kind, body]) => [method, kind, way, body] as const)),
)

describe.each([
  ['a bare import of undici', 'import', 0],
  ['setGlobalDispatcher of undici', 'setGlobalDispatcher', 0],
  ['an Agent of undici as dispatcher', 'Agent', 0],
  ['a RetryAgent of undici as dispatcher', 'RetryAgent', 0],
  ['a ProxyAgent of undici as dispatcher', 'ProxyAgent', 1],
  ['an EnvHttpProxyAgent of undici as dispatcher', 'EnvHttpProxyAgent', 1],
])('beside %s', (_name, mode, leastTunnels) => {
  let child: Run
  let uploads: readonly (string | undefined)[][]
  beforeAll(async () => {
    const before = emulator().requests.length
    child = await run(mode)
    uploads = emulator()
      .requests.slice(before)
      .filter(({ path }) => path.startsWith('/n/'))
      .map(({ headers, bodyBytes }) => [headers['content-length'], headers['transfer-encoding'], String(bodyBytes)])
  }, TIME_LIMIT_MS)

  test.each(rows)('%s of %s by %s arrives whole, with one length', (method, kind, way, body) => {
    const { status, answer = '', error } = child.results[`${method} ${kind} ${way}`] ?? {}
    expect([status, error]).toEqual([200, undefined])
    const echo = JSON.parse(answer) as Echo
    const received = Buffer.from(echo.body, 'base64')
    expect(echo.method).toBe(method)
    expect(received.toString()).toEqual(body)
    expect(echo.headers['content-length']).toBe(String(received.length))
    expect(echo.headers['x-content-sha256']).toBeDefined()
    expect(echo.headers).not.toHaveProperty('transfer-encoding')
  })

  test.each(ways)('a stream that is not signed goes out by %s with the length that was given', (way) => {
    expect(child.results[`upload ${way}`]).toMatchObject({ status: 200 })
    expect(uploads).toEqual([
      ['3', undefined, '3'],
      ['3', undefined, '3'],
    ])
  })

  test('the requests go through the tunnels of a proxy where there is one', () => {
    expect(Math.min(child.tunnels, 1)).toBe(leastTunnels)
  })
})
