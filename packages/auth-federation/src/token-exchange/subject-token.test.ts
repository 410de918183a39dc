import { homedir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import { describe, expect, test, vi } from 'vitest'
import { subjectTokenReader, type SubjectTokenPorts, type SubjectTokenSource } from './subject-token.ts'

const NOW = Date.UTC(2026, 10, 29)
const jwt = (claims: object): string => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`
const endingAt = (ms: number): string => jwt({ exp: ms / 1000 })
const notAsked = (): Promise<never> => Promise.reject(new Error('not asked'))

const PORTS: SubjectTokenPorts = {
  env: {},
  readFile: undefined,
  httpClient: notAsked,
  localHttpClient: notAsked,
  retryStrategy: NONE_RETRY_STRATEGY,
}

const read = (source: SubjectTokenSource, ports: Partial<SubjectTokenPorts> = {}): Promise<string> =>
  subjectTokenReader(source, { ...PORTS, ...ports })({ signal: new AbortController().signal, now: () => NOW })

const answering = (text: string, status = 200, headers: Record<string, string> = {}) =>
  vi.fn<SubjectTokenPorts['httpClient']>(async () => ({
    status,
    headers,
    body: new TextEncoder().encode(text),
    text: () => text,
    json: () => JSON.parse(text) as unknown,
  }))

describe('a subject token comes from', () => {
  const live = endingAt(NOW + 1000)

  test('a text, a function, with a promise or without, and white space around it is taken off', async () => {
    const functions = [
      () => live,
      async () => ` ${live}\n`,
      ({ signal }: { signal: AbortSignal }) => `${live}${signal.aborted ? 'x' : ''}`,
    ]
    for (const source of [live, `\n${live} `, ...functions]) expect(await read(source)).toBe(live)
  })

  test('a variable, as it is when it is asked for', async () => {
    const env: Record<string, string> = {}
    const reader = subjectTokenReader({ env: 'OCI_ID_TOKEN' }, { ...PORTS, env })
    const context = { signal: new AbortController().signal, now: () => NOW }
    await expect(reader(context)).rejects.toMatchObject({ reason: 'missing' })
    env['OCI_ID_TOKEN'] = 'opaque'
    expect(await reader(context)).toBe('opaque')
  })

  test('a file, which is read anew each time', async () => {
    const readFile = vi.fn(async () => live)
    const reader = subjectTokenReader({ file: '~/token' }, { ...PORTS, readFile })
    const context = { signal: new AbortController().signal, now: () => NOW }
    expect([await reader(context), await reader(context)]).toEqual([live, live])
    const path = join(homedir(), 'token')
    expect(readFile.mock.calls).toEqual([[path], [path]])
  })

  test('an address that answers with text', async () => {
    const httpClient = answering(`${live}\n`)
    const headers = { 'x-more': '1' }
    expect(await read({ url: 'https://h/token?a=b', headers }, { httpClient })).toBe(live)
    const [request, options] = httpClient.mock.calls[0] ?? []
    expect(request).toMatchObject({ method: 'GET', headers: { accept: '*/*', 'x-more': '1' } })
    expect([String(request?.url), options?.maxResponseBytes]).toEqual(['https://h/token?a=b', 1_000_000])
  })

  test('an address of this machine’s, which no proxy sees', async () => {
    const localHttpClient = answering('{"access_token":"opaque"}')
    const source = { url: 'http://169.254.169.254/metadata/identity', member: 'access_token' }
    expect(await read(source, { localHttpClient })).toBe('opaque')
  })

  test('a job of GitHub Actions, for its audience', async () => {
    const env = {
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://g/idtoken?api-version=2.0',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'b',
    }
    const httpClient = answering(JSON.stringify({ count: 1, value: live }))
    expect(await read({ githubActions: { audience: 'a&b' } }, { env, httpClient })).toBe(live)
    const [request] = httpClient.mock.calls[0] ?? []
    expect(String(request?.url)).toBe('https://g/idtoken?api-version=2.0&audience=a%26b')
    expect(request?.headers).toEqual({ accept: 'application/json', authorization: 'Bearer b' })
  })
})

describe('a subject token is refused', () => {
  test.each<[reason: string, what: string, source: SubjectTokenSource]>([
    ['missing', 'that is empty', ''],
    ['missing', 'that is white space', () => ' \n'],
    ['missing', 'that is none', async () => undefined as never],
    ['missing', 'that is a number', (() => 7) as never],
    ['malformed', 'with a line break', 'a\nb'],
    ['malformed', 'with CR and LF', () => 'a\r\nx: y'],
    ['malformed', 'with an umlaut', 'ü'],
    ['expired', 'that ends now', endingAt(NOW)],
    ['expired', 'that ended long ago', () => jwt({ exp: 1 })],
    ['missing', 'of a job that may not have one', { githubActions: { audience: 'a' } }],
    ['missing', 'in a variable that has the name of a method', { env: 'constructor' }],
  ])('as %s: one %s', async (reason, _, source) => {
    await expect(read(source)).rejects.toMatchObject({
      code: 'ERR_SUBJECT_TOKEN',
      reason,
    })
  })

  test.each([
    ['a status', answering('secret', 403), { reason: 'refused', status: 403 }],
    ['JSON without the member', answering('{"other":"x"}'), { reason: 'missing' }],
    ['a list', answering('["value"]'), { reason: 'missing' }],
    ['a member that is inherited', answering('{"__proto__":{"value":"x"}}'), { reason: 'missing' }],
  ])('after %s', async (_, httpClient, expected) => {
    const error = await read({ url: 'https://h/', member: 'value' }, { httpClient }).catch((e: unknown) => e)
    expect(error).toMatchObject(expected)
    expect(JSON.stringify(error)).not.toContain('secret')
  })

  test('by the clock of who gave it out, where that is told', async () => {
    const aheadOfUs = answering(endingAt(NOW + 1000), 200, { date: new Date(NOW + 3_600_000).toUTCString() })
    await expect(read({ url: 'https://h/' }, { httpClient: aheadOfUs })).rejects.toMatchObject({ reason: 'expired' })
    const behindUs = answering(endingAt(NOW - 1000), 200, { date: new Date(NOW - 3_600_000).toUTCString() })
    expect(await read({ url: 'https://h/' }, { httpClient: behindUs })).toBe(endingAt(NOW - 1000))
  })

  test('with its file’s path and cause, but never what may be a token in its place', async () => {
    const cause = Object.assign(new Error('ENOENT'), { code: 'ENOENT' })
    const error = await read({ file: '/no/token' }, { readFile: () => Promise.reject(cause) }).catch((e: unknown) => e)
    expect(error).toMatchObject({
      reason: 'unreadable',
      cause,
      message: expect.stringContaining('/no/token') as string,
    })
  })

  test('or passed on as it is, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), async (text) => {
        const outcome = await read(text).catch((error: { code: string }) => `error ${error.code}`)
        expect(outcome).toMatch(/^(?:[!-~]+|error ERR_SUBJECT_TOKEN)$/)
      }),
      { numRuns: fuzzRuns(500) },
    )
  })
})

describe('what is no source is refused at once', () => {
  test.each([
    [{}],
    [null],
    [7],
    [{ file: '' }],
    [{ file: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2ln' }],
    [{ file: '/a', env: 'A' }],
    [{ file: '/a', headers: {} }],
    [{ url: 'https://h', audience: 'x' }],
    [{ url: 'h' }],
    [{ url: 'http://h' }],
    [{ url: 'http://localhost.evil.com' }],
    [{ url: 'https://u:p@h' }],
    [{ url: 'https://h', headers: 'authorization: Bearer x' }],
    [{ url: 'https://h', headers: new Headers({ authorization: 'Bearer x' }) }],
    [{ url: 'https://h', member: 7 }],
    [{ githubActions: {} }],
    [{ githubActions: { audience: '' } }],
    [{ githubActions: null }],
  ])('%o', (source) => {
    expect(() => subjectTokenReader(source as never, PORTS)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }) as Error,
    )
  })
})
