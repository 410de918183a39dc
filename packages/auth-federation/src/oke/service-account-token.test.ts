import { describe, expect, test } from 'vitest'
import { readServiceAccountToken, serviceAccountTokenSource } from './service-account-token.ts'

const NOW = 1_800_000_000_000
const context = { now: () => NOW, signal: new AbortController().signal }
const jwt = (claims: object): string =>
  ['{"alg":"RS256"}', JSON.stringify(claims), 'sig'].map((text) => Buffer.from(text).toString('base64url')).join('.')
const FRESH = jwt({ exp: NOW / 1000 + 1 })

const PATH = 'OCI_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH'
const TEXT = 'OCI_KUBERNETES_SERVICE_ACCOUNT_TOKEN_STRING'

describe('where the token of the service account is', () => {
  test.each<[Record<string, string>, Parameters<typeof serviceAccountTokenSource>[0], string]>([
    [{}, undefined, '/var/run/secrets/kubernetes.io/serviceaccount/token'],
    [{ [PATH]: '/a/token' }, undefined, '/a/token'],
    [{ [PATH]: '/a/token', [TEXT]: FRESH }, undefined, TEXT],
    [{ [PATH]: '/a/token', [TEXT]: FRESH }, { file: '/b/token' }, '/b/token'],
    [{}, FRESH, 'the option serviceAccountToken'],
    [{}, () => FRESH, 'what the function yields'],
  ])('with %j', async (env, given, where) => {
    const read = async (path: string): Promise<string> => `${path}!`
    const source = serviceAccountTokenSource(given, (name) => env[name], read)
    expect(source.where).toBe(where)
    expect(await source.read()).toBe(where.startsWith('/') ? `${where}!` : FRESH)
  })

  test.each<[string, unknown, Record<string, string>]>([
    ['a number', 5, {}],
    ['null', null, {}],
    ['no file', {}, {}],
    ['an empty path', { file: '' }, {}],
    ['a token as a path', { file: FRESH }, {}],
    ['a token as a path in the environment', undefined, { [PATH]: FRESH }],
  ])('is not %s, and that is not repeated', (_, given, env) => {
    let message = ''
    try {
      serviceAccountTokenSource(given as never, (name) => env[name], undefined)
    } catch (error) {
      message = `${(error as { code: string }).code} ${(error as Error).message}`
    }
    expect(message).toContain('ERR_INVALID_ARGUMENT')
    expect(message).not.toContain('eyJ')
  })
})

describe('the token of the service account', () => {
  const read = (value: unknown): Promise<string> =>
    readServiceAccountToken({ where: 'here', read: async () => value as string }, context)

  test('is taken without white space around it', async () => expect(await read(`\n ${FRESH}\r\n`)).toBe(FRESH))

  test.each([
    ['', 'missing'],
    [' \n', 'missing'],
    [undefined, 'missing'],
    [{}, 'missing'],
    ['abc', 'malformed'],
    [`${FRESH}\r\nx: y`, 'malformed'],
    [`Bearer ${FRESH}`, 'malformed'],
    [FRESH.split('.').slice(0, 2).join('.'), 'malformed'],
    [jwt({}), 'no-expiry'],
    [jwt({ exp: 'soon' }), 'no-expiry'],
    [jwt({ exp: NOW / 1000 }), 'expired'],
  ])('%j is %s', async (value, reason) => {
    const refused = expect(read(value)).rejects
    await refused.toMatchObject({ code: 'ERR_SERVICE_ACCOUNT_TOKEN', reason, source: 'here' })
  })

  test('that a function never yields is waited for as long as somebody waits', async () => {
    const never = { where: 'here', read: () => new Promise<string>(() => undefined) }
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(readServiceAccountToken(never, { ...context, signal })).rejects.toThrow('enough')
  })

  test('that a function fails to yield is that function’s error', async () => {
    const failing = async (): Promise<string> => Promise.reject(new Error('mine'))
    await expect(readServiceAccountToken({ where: 'here', read: failing }, context)).rejects.toThrow('mine')
  })
})
