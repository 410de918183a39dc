// Functions and other resources: every version of their principal, over real HTTP.
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { createSignedFetch } from '@x/fetch'
import { createHttpClient, type HttpClient, type HttpRequest } from '@x/http'
import { verifyRequest } from '@x/signer/verify'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { settled } from '@x-tools/testkit/settled'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  getResourcePrincipalsSigner,
  ResourcePrincipalsDelegationTokenSigner,
  StringRptPathProvider,
  type PrincipalSigner,
} from '../src/index.ts'
import { claimsOf, CountingKeys, isSignedByBoundKey, tokenOf } from './instance.ts'
import { LEAF_VERSIONS, Resource, SESSION_TOKEN, variable, type LeafVersion, type Variables } from './resource.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const MINUTE = 60_000
const KEYED = ['2.1', '2.1.1', '2.1.2'] as const
const PEM = variable('PRIVATE_PEM')
const RPST = variable('RPST')

let resource: Resource
beforeAll(async () => void (resource = await Resource.start()))
afterAll(() => resource.oci.close())
beforeEach(() => resource.reset())

async function folderOfTest(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'resource-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

const sign = (signer: PrincipalSigner) => signer.sign(resource.request)
const statusOf = async (signer: PrincipalSigner): Promise<number> =>
  (await createSignedFetch(signer, { refreshOn401: false })(resource.regions)).status
const outermost = (): string => String(resource.oci.resourcePrincipals.parentResources.at(-1))

/** Keeps what was sent. */
function recording(): { readonly httpClient: HttpClient; readonly sent: HttpRequest[] } {
  const sent: HttpRequest[] = []
  const perform = createHttpClient()
  return {
    sent,
    httpClient: (request, options) => {
      sent.push(request)
      return perform(request, options)
    },
  }
}

const ways: [name: string, env: (folder?: string) => Promise<Variables>, who: () => string][] = [
  ...LEAF_VERSIONS.map((version): (typeof ways)[number] => [
    version,
    (folder) => resource.env(version, folder),
    () => resource.oci.resourcePrincipals.resource,
  ]),
  ...LEAF_VERSIONS.map((version): (typeof ways)[number] => [
    `3.0 over ${version}`,
    (folder) => resource.chainEnv(version, folder),
    outermost,
  ]),
]

describe.each(ways)('version %s', (name, envOf, who) => {
  test.each(['values', 'files'])('signs as the resource, from %s', async (form) => {
    const signer = await resource.signer(await envOf(form === 'files' ? await folderOfTest() : undefined))
    const signed = await sign(signer)
    expect(claimsOf(tokenOf(signed))['res_id']).toBe(who())
    expect(isSignedByBoundKey(signed)).toBe(true)
    expect(await statusOf(signer)).toBe(200)
    const { source, expiresAt, ...identity } = await signer.whoami()
    expect(identity).toEqual({
      principal: 'resource',
      tenancy: resource.oci.tenancy,
      region: 'us-phoenix-1',
      renewing: false,
      lastError: undefined,
    })
    expect(source).toContain(`resource principal ${name}`)
    expect(expiresAt).toBe(Number(claimsOf(tokenOf(signed))['exp']) * 1000)
  })

  test('does no I/O before the first call', async () => {
    const env = await envOf(await folderOfTest())
    const before = resource.oci.requests.length
    const readText = vi.fn<(path: string) => Promise<string>>()
    await resource.signer(env, { readFile: readText })
    await settled()
    expect(readText).not.toHaveBeenCalled()
    expect(resource.oci.requests.length).toBe(before)
  })

  test('shows no secret in anything that it prints', async () => {
    const env = await envOf()
    const signer = await resource.signer(env)
    const signed = await sign(signer)
    const text = [signer, signed, signer.status()]
      .map((value) => `${inspect(value, { depth: 12, showHidden: true, getters: true })}\n${JSON.stringify(value)}`)
      .join('\n')
    expect(text).not.toMatch(/PRIVATE KEY|eyJ/)
    const contexts = Object.keys(env).filter((variableName) => variableName.includes('SECURITY_CONTEXT'))
    for (const context of contexts) expect(text).not.toContain(env[context])
  })
})

describe.each(ways.filter(([name]) => name !== '2.2'))('version %s, which asks for its tokens,', (name, envOf) => {
  /** Exchanges that the first token costs. */
  const cost = name.startsWith('3.0') && !name.endsWith('2.2') ? 2 : 1

  // One of each kind of exchange; signing takes the time.
  const callers = ['1.1', '2.1', '3.0 over 2.2'].includes(name) ? 1_000 : 50

  test(`asks once for ${callers} cold callers, with one key`, async () => {
    const sessionKeySupplier = new CountingKeys()
    const signer = await resource.signer(await envOf(), { sessionKeySupplier })
    const signed = await Promise.all(Array.from({ length: callers }, () => sign(signer)))
    expect(new Set(signed.map(tokenOf)).size).toBe(1)
    expect(resource.exchanges).toBe(cost)
    expect(sessionKeySupplier.made).toBe(name.startsWith('2') ? 0 : 1)
  })

  test('renews ahead in the background (B6, B13)', async () => {
    const signer = await resource.signer(await envOf())
    const first = tokenOf(await sign(signer))
    // The token below is as old, but still good.
    resource.oci.clock.advance(16 * MINUTE)
    const renewed = new Promise((resolve) => signer.on('refresh', resolve))
    expect(tokenOf(await sign(signer))).toBe(first)
    await renewed
    expect(tokenOf(await sign(signer))).not.toBe(first)
    expect(await statusOf(signer)).toBe(200)
  })

  test.each([
    { status: 500 },
    { reset: true },
    { token: 'wrong-key' },
    { token: 'truncated' },
    { token: 'missing' },
  ] as const)('keeps the pair that it has when a renewal ends with %o (B1)', async (effect) => {
    const signer = await resource.signer(await envOf())
    const first = tokenOf(await sign(signer))
    resource.oci.faults.add({ match: { path: SESSION_TOKEN }, effect })
    const error = await rejectionOf(signer.refresh())
    expect(inspect(error, { depth: 12 })).not.toMatch(/PRIVATE KEY|eyJ/)
    const signed = await sign(signer)
    expect([tokenOf(signed), isSignedByBoundKey(signed)]).toEqual([first, true])
  })

  test('has a refused token renewed', async () => {
    const signer = await resource.signer(await envOf())
    resource.oci.revoke(tokenOf(await sign(signer)))
    expect((await createSignedFetch(signer)(resource.regions)).status).toBe(200)
    expect(resource.exchanges).toBe(2 * cost)
  })

  // A token that is put beside the program is judged by the program's own clock.
  test.skipIf(name.endsWith('2.2')).each([
    ['ahead', 60 * MINUTE],
    ['behind', -60 * MINUTE],
  ])('finds out that its clock is an hour %s', async (_, offsetMs) => {
    const signer = await resource.signer(await envOf(), { now: () => resource.oci.clock.now() + offsetMs })
    expect((await createSignedFetch(signer)(resource.regions)).status).toBe(200)
  })

  test('ends a renewal when it is closed', async () => {
    resource.oci.faults.add({ match: { path: SESSION_TOKEN }, effect: { delayMs: 3_600_000 } })
    const signer = await resource.signer(await envOf())
    const waiting = rejectionOf(signer.ready())
    await settled()
    await signer.close()
    expect(await waiting).toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
    expect(await rejectionOf(sign(signer))).toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
  })

  test('gives up what takes too long', async () => {
    resource.oci.faults.add({ match: { path: SESSION_TOKEN }, effect: { delayMs: 3_600_000 } })
    const signer = await resource.signer(await envOf(), { renewalTimeoutMs: 100 })
    expect(await rejectionOf(signer.ready())).toMatchObject({ code: 'ERR_RENEWAL', reason: 'timeout' })
  })

  test('follows no redirect with its token', async () => {
    resource.oci.faults.add({
      match: { path: SESSION_TOKEN },
      effect: { status: 307, headers: { location: 'http://127.0.0.1:9/x' } },
    })
    expect(await rejectionOf((await resource.signer(await envOf())).ready())).toMatchObject({ code: 'ERR_REDIRECT' })
  })
})

describe('version 1.1', () => {
  const asked = (path: string): number => resource.oci.count('GET', path)
  const ID = '/opc/v2/instance/id'

  test('asks the metadata service for an id only where no variable has it (B22)', async () => {
    const env = await resource.env('1.1')
    const before = asked(ID)
    await (await resource.signer(env)).ready()
    expect(asked(ID) - before).toBe(0)
    const { [variable('RPT_ID')]: _, ...without } = env
    const signer = await resource.signer(without)
    await signer.ready()
    await signer.refresh()
    expect(asked(ID) - before).toBe(2)
  })

  test('takes the path of a provider', async () => {
    const { oci } = resource
    const rptPathProvider = new StringRptPathProvider(
      `/20180711/resourcePrincipalToken/${oci.resourcePrincipals.resource}`,
    )
    const path = `/20180711/resourcePrincipalToken/${oci.resourcePrincipals.resource}`
    const before = asked(path)
    await (await resource.signer(await resource.env('1.1'), { rptPathProvider })).ready()
    expect(asked(path) - before).toBe(1)
  })

  test('asks the auth service of its region where no endpoint is set for session tokens', async () => {
    const { [variable('RPST_ENDPOINT')]: _, ...env } = await resource.env('1.1')
    await (await resource.signer(env)).ready()
    expect(resource.exchanges).toBe(1)
    const { OCI_SDK_AUTH_CLIENT_REGION_URL: __, ...elsewhere } = env
    const { httpClient, sent } = recording()
    const federationUrl = `${resource.oci.url}/v1/x509`
    const signer = await resource.signer(elsewhere, {
      httpClient: (request, options) =>
        httpClient(
          {
            ...request,
            url: String(request.url).replace('https://auth.us-phoenix-1.oraclecloud.com', resource.oci.url),
          },
          options,
        ),
    })
    await signer.ready().catch(() => {})
    expect(sent.some(({ url }) => String(url) === federationUrl)).toBe(true)
  })

  test('sends no token to an auth service over plain http on another machine', async () => {
    const { [variable('RPST_ENDPOINT')]: _, ...env } = await resource.env('1.1')
    const { httpClient, sent } = recording()
    const elsewhere = { ...env, OCI_SDK_AUTH_CLIENT_REGION_URL: 'http://auth.example' }
    const signer = await resource.signer(elsewhere, {
      // The instance has sent nothing secret there, and got its own token.
      httpClient: (request, options) =>
        httpClient({ ...request, url: String(request.url).replace('http://auth.example', resource.oci.url) }, options),
    })
    await expect(signer.ready()).rejects.toThrow(/AUTH_CLIENT_REGION_URL leads over plain http/)
    expect(sent.filter(({ url }) => String(url).includes('esourcePrincipal'))).toEqual([])
  })

  test('has the instance renewed once when a step is refused (B8)', async () => {
    const signer = await resource.signer(await resource.env('1.1'))
    await signer.ready()
    const exchanges = resource.oci.count('POST', '/v1/x509')
    resource.oci.faults.add({ match: { path: SESSION_TOKEN }, times: 1, effect: { revoke: true } })
    await signer.refresh()
    expect(resource.oci.count('POST', '/v1/x509') - exchanges).toBe(1)
    expect(await statusOf(signer)).toBe(200)
  })

  test('ends what its instance has begun when it is closed', async () => {
    const signals: (AbortSignal | undefined)[] = []
    const signer = await resource.signer(await resource.env('1.1'), {
      httpClient: (_request, options) => {
        signals.push(options?.signal)
        return new Promise(() => {})
      },
    })
    const waiting = rejectionOf(signer.ready())
    while (signals.length === 0) await settled()
    await signer.close()
    expect(await waiting).toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
    expect(signals.map((signal) => signal?.aborted)).toEqual([true])
  })

  test('dates its steps by the time that its instance has learned', async () => {
    const signer = await resource.signer(await resource.env('1.1'), {
      now: () => resource.oci.clock.now() + 60 * MINUTE,
    })
    const before = resource.oci.requests.length
    await signer.ready()
    const refused = resource.oci.requests.slice(before).filter(({ status }) => status === 401)
    expect(refused.map(({ path }) => path)).toEqual(['/v1/x509'])
  })

  test('does not ask again when the instance has no other token', async () => {
    const signer = await resource.signer(await resource.env('1.1'))
    resource.oci.faults.add({ match: { path: SESSION_TOKEN }, effect: { status: 401 } })
    expect(await rejectionOf(signer.ready())).toMatchObject({ name: 'ServiceError', status: 401 })
    expect(resource.exchanges).toBeLessThanOrEqual(2)
  })
})

describe.each(KEYED)('version %s', (version) => {
  test('reads its key anew for each token, so that its file may be replaced (B16)', async () => {
    const signer = await resource.signer(await resource.env(version, await folderOfTest()))
    await signer.ready()
    await resource.oci.resourcePrincipals.renewFiles()
    await signer.refresh()
    expect(await statusOf(signer)).toBe(200)
  })

  test('reads it once more when it was replaced between reading and asking', async () => {
    const env = await resource.env(version, await folderOfTest())
    const stale = await readFile(String(env[PEM]), 'utf8')
    await resource.oci.resourcePrincipals.renewFiles()
    const readText = vi.fn((path: string) => readFile(path, 'utf8')).mockResolvedValueOnce(stale)
    const signer = await resource.signer(env, { readFile: readText })
    expect(await statusOf(signer)).toBe(200)
    expect(readText).toHaveBeenCalledTimes(2)
  })

  test('asks once when its key is refused and there is no other', async () => {
    const env = await resource.env(version)
    await resource.oci.resourcePrincipals.renewFiles()
    const before = resource.oci.requests.length
    expect(await rejectionOf((await resource.signer(env)).ready())).toMatchObject({ status: 401 })
    expect(resource.oci.requests.length - before).toBe(1)
  })

  test('adds its paths to a path that an endpoint has', async () => {
    const env = { ...(await resource.env(version)) }
    for (const name of ['RPT_ENDPOINT', 'RPST_ENDPOINT']) env[variable(name)] = `${resource.oci.url}/base/`
    const { httpClient, sent } = recording()
    await (await resource.signer(env, { httpClient })).ready().catch(() => {})
    expect(String(sent[0]?.url)).toMatch(/\/base\/20180711\/resourcePrincipalTokenV2/)
  })
})

describe('version 1.1 whose supplier of keys throws at once', () => {
  test('rejects, and leaves no rejection that nobody handles', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const sessionKeySupplier = {
      refresh: () => {
        throw new Error('no key')
      },
    }
    const rptPathProvider = { getPath: () => Promise.reject(new Error('no path')) }
    const signer = await resource.signer(await resource.env('1.1'), { sessionKeySupplier, rptPathProvider })
    await expect(signer.ready()).rejects.toThrow(/no key|no path/)
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })
})

test('what a resource of version 2.2 has signed is verified by whoever knows the key of its token', async () => {
  const env = await resource.env('2.2')
  const signer = await resource.signer(env)
  const url = 'http://hostname:8200/v1/auth/oci/login/devrole'
  const { headers } = await signer.sign({ method: 'GET', url })
  const asked: string[] = []
  // A gateway hands headers on as arrays.
  const received = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
  const verdict = await verifyRequest(
    { method: 'GET', url: new URL(url).pathname, headers: received },
    async (keyId) => {
      asked.push(keyId)
      return createPublicKey(String(env[PEM])).export({ type: 'spki', format: 'pem' }).toString()
    },
    { now: () => resource.oci.clock.now() },
  )
  expect(verdict.verified).toBe(true)
  expect(asked).toEqual([`ST$${env[variable('RPST')]}`])
})

describe('version 2.1.2', () => {
  test('sends its security context unsigned, and with the first step only', async () => {
    const env = await resource.env('2.1.2')
    const { httpClient, sent } = recording()
    await (await resource.signer(env, { httpClient })).ready()
    const contexts = sent.map(({ headers }) => headers?.['security-context'])
    expect(contexts).toEqual([env[variable('SECURITY_CONTEXT')], undefined])
    expect(String(sent[0]?.headers?.['authorization'])).not.toContain('security-context')
  })

  test.each([
    ['as a part of a sentence', (context: string) => `The context ${context} is wrong.`],
    ['alone', (context: string) => context],
  ])('does not show its security context in an error, also where a service repeats it %s', async (_, repeat) => {
    const context = 'c2VjcmV0LWNvbnRleHQtb2YtYS1yZXNvdXJjZS0xMjM0'
    const env = { ...(await resource.env('2.1.2')), [variable('SECURITY_CONTEXT')]: context }
    const refused = await rejectionOf((await resource.signer(env)).ready())
    expect(refused).toMatchObject({ status: 403, code: 'NotAllowed' })
    const message = repeat(context)
    resource.oci.faults.add({ effect: { status: 403, message, headers: { 'x-echo': message } } })
    const repeated = await rejectionOf((await resource.signer(env)).ready())
    expect(repeated).toMatchObject({ status: 403 })
    for (const error of [refused, repeated])
      expect(inspect(error, { depth: 12, showHidden: true }) + JSON.stringify(error)).not.toContain('c2VjcmV0')
  })
})

describe('version 2.2', () => {
  test('asks nobody', async () => {
    const env = await resource.env('2.2')
    const before = resource.oci.requests.length
    await (await resource.signer(env)).ready()
    expect(resource.oci.requests.length).toBe(before)
  })

  test('takes white space around a token and a key for nothing (B23)', async () => {
    const env = await resource.env('2.2', await folderOfTest())
    for (const name of [RPST, PEM])
      await writeFile(String(env[name]), `\n${await readFile(String(env[name]), 'utf8')}\r\n\n`)
    expect(await statusOf(await resource.signer(env))).toBe(200)
  })

  test('takes the new pair when a token was refused, or grows old (B6)', async () => {
    const signer = await resource.signer(await resource.env('2.2', await folderOfTest()))
    const first = tokenOf(await sign(signer))
    resource.oci.revoke(first)
    await resource.oci.resourcePrincipals.renewFiles()
    expect((await createSignedFetch(signer)(resource.regions)).status).toBe(200)
    const second = tokenOf(await sign(signer))
    expect(second).not.toBe(first)
    resource.oci.clock.advance(16 * MINUTE)
    await resource.oci.resourcePrincipals.renewFiles()
    const renewed = new Promise((resolve) => signer.on('refresh', resolve))
    expect(tokenOf(await sign(signer))).toBe(second)
    await renewed
    const third = await sign(signer)
    expect(tokenOf(third)).not.toBe(second)
    expect(isSignedByBoundKey(third)).toBe(true)
  })

  test('does not send a refused request again with the same pair', async () => {
    const signer = await resource.signer(await resource.env('2.2'))
    resource.oci.revoke(tokenOf(await sign(signer)))
    const before = resource.oci.requests.length
    expect((await createSignedFetch(signer)(resource.regions)).status).toBe(401)
    expect(resource.oci.requests.length - before).toBe(1)
  })

  test.each(['values', 'files'])('says that its token has expired, and what can be done about %s', async (form) => {
    const env = await resource.env('2.2', form === 'files' ? await folderOfTest() : undefined)
    const signer = await resource.signer(env)
    await signer.ready()
    resource.oci.clock.advance(20 * MINUTE)
    const error = await rejectionOf(sign(signer))
    expect(error).toMatchObject({ code: 'ERR_TOKEN_EXPIRED', variable: RPST })
    expect((error as Error).message).toContain(form === 'files' ? 'replaces the file' : 'start the program anew')
    const late = await resource.signer(env)
    expect(await rejectionOf(late.ready())).toMatchObject({ code: 'ERR_TOKEN_EXPIRED' })
  })

  test('signs again once an expired token is replaced', async () => {
    const signer = await resource.signer(await resource.env('2.2', await folderOfTest()))
    resource.oci.clock.advance(20 * MINUTE)
    expect(await rejectionOf(sign(signer))).toMatchObject({ code: 'ERR_TOKEN_EXPIRED' })
    await resource.oci.resourcePrincipals.renewFiles()
    resource.oci.clock.advance(5_000)
    expect(await statusOf(signer)).toBe(200)
  })

  test('takes a token without an end for one that never ends', async () => {
    const env = await resource.env('2.2')
    const [, body = ''] = String(env[RPST]).split('.')
    const { exp: _, ...claims } = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>
    const token = ['eyJhbGciOiJSUzI1NiJ9', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'c2ln'].join('.')
    const signer = await resource.signer({ ...env, [RPST]: token })
    expect(tokenOf(await sign(signer))).toBe(token)
    expect(signer.status().expiresAt).toBeUndefined()
    resource.oci.clock.advance(400 * 24 * 60 * MINUTE)
    expect(tokenOf(await sign(signer))).toBe(token)
  })

  describe('while its files are being replaced', () => {
    /** Reads what the test says, then what is there. */
    async function torn(first: { readonly [Name in 'key' | 'token']?: readonly (string | Error)[] }) {
      const env = await resource.env('2.2', await folderOfTest())
      const left = { [String(env[PEM])]: [...(first.key ?? [])], [String(env[RPST])]: [...(first.token ?? [])] }
      const pauses: number[] = []
      const signer = await resource.signer(env, {
        sleep: async (ms) => void pauses.push(ms),
        readFile: async (path) => {
          const next = left[path]?.shift()
          if (next instanceof Error) throw next
          return next ?? readFile(path, 'utf8')
        },
      })
      return { signer, pauses, env }
    }
    const missing = (): Error => Object.assign(new Error('no such file'), { code: 'ENOENT' })

    test.each([
      ['a token is cut off', { token: ['eyJ'] }],
      ['a token is empty', { token: [''] }],
      ['a file is away', { token: [missing()] }],
      ['a key is away', { key: [missing()] }],
      ['a key is cut off', { key: ['-----BEGIN PRIVATE KEY-----\nMIIE'] }],
    ])('looks again when %s', async (_, first) => {
      const { signer, pauses } = await torn(first)
      expect(isSignedByBoundKey(await sign(signer))).toBe(true)
      expect(pauses).toEqual([100])
    })

    test('never pairs an old token with a new key', async () => {
      const env = await resource.env('2.2')
      const old = String(env[RPST])
      await resource.oci.resourcePrincipals.renewFiles()
      const { signer, pauses } = await torn({ token: [old, old, old] })
      const signed = await sign(signer)
      expect([tokenOf(signed) === old, isSignedByBoundKey(signed)]).toEqual([false, true])
      expect(pauses).toEqual([100, 200, 300])
    })

    test('looks again when the key was replaced while the token was read', async () => {
      const old = String((await resource.env('2.2'))[PEM])
      await resource.oci.resourcePrincipals.renewFiles()
      const { signer, pauses } = await torn({ key: [old] })
      expect(isSignedByBoundKey(await sign(signer))).toBe(true)
      expect(pauses).toEqual([100])
    })

    test('says after five looks in a second what does not fit', async () => {
      const env = await resource.env('2.2', await folderOfTest())
      await resource.oci.resourcePrincipals.renewFiles()
      await writeFile(String(env[RPST]), String((await resource.env('2.2'))[RPST]))
      const { signer, pauses } = await torn({ token: Array.from({ length: 5 }, () => 'eyJ') })
      expect(await rejectionOf(sign(signer))).toMatchObject({
        code: 'ERR_RESOURCE_INPUT',
        variable: RPST,
        reason: 'not-a-token',
      })
      expect(pauses).toEqual([100, 200, 300, 400])
      expect(pauses.reduce((sum, ms) => sum + ms)).toBe(1000)
    })

    test('serves with the last good pair until its end', async () => {
      const { signer, env } = await torn({})
      const good = tokenOf(await sign(signer))
      await writeFile(String(env[RPST]), 'eyJ')
      expect(await rejectionOf(signer.refresh())).toMatchObject({ reason: 'not-a-token' })
      resource.oci.clock.advance(19 * MINUTE)
      expect(tokenOf(await sign(signer))).toBe(good)
      resource.oci.clock.advance(2 * MINUTE)
      expect(await rejectionOf(sign(signer))).toMatchObject({ reason: 'not-a-token' })
    })

    test('can be left', async () => {
      const env = await resource.env('2.2', await folderOfTest())
      await rm(String(env[RPST]))
      const signer = await resource.signer(env, { sleep: undefined })
      const waiting = rejectionOf(signer.ready())
      await settled()
      await signer.close()
      expect(await waiting).toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
    })
  })

  test.each<[string, string, Record<string, unknown>, (env: Record<string, string>, folder: string) => unknown]>([
    ['a token file that is not there', RPST, { reason: 'missing-file' }, (env) => rm(String(env[RPST]))],
    ['a key file that is not there', PEM, { reason: 'missing-file' }, (env) => rm(String(env[PEM]))],
    ['a token file that is a folder', RPST, { reason: 'unreadable-file' }, (env, folder) => (env[RPST] = folder)],
    ['a token file that is empty', RPST, { reason: 'empty-file' }, (env) => writeFile(String(env[RPST]), ' \n')],
    ['a token that is none', RPST, { reason: 'not-a-token' }, (env) => (env[RPST] = 'none')],
    [
      'a token of another key',
      RPST,
      { reason: 'key-mismatch' },
      async (env) => {
        env[RPST] = String((await resource.env('2.2'))[RPST])
        await resource.oci.resourcePrincipals.renewFiles()
      },
    ],
  ])('tells of %s', async (_, name, expected, spoil) => {
    const folder = await folderOfTest()
    const env = { ...(await resource.env('2.2', folder)) }
    await spoil(env, folder)
    const error = await rejectionOf((await resource.signer(env)).ready())
    expect(error).toMatchObject({ code: 'ERR_RESOURCE_INPUT', variable: name, ...expected })
    expect((error as Error).message.startsWith(name)).toBe(true)
  })

  test.each(['values', 'files'])('opens an encrypted key, both from %s (B17)', async (form) => {
    const folder = await folderOfTest()
    const env = { ...(await resource.env('2.2')) }
    const encrypted = createPrivateKey(String(env[PEM]))
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' })
      .toString()
    const put = async (name: string, text: string): Promise<string> => {
      if (form === 'values') return text
      await writeFile(join(folder, name), text)
      return join(folder, name)
    }
    env[PEM] = await put('key', encrypted)
    expect(await rejectionOf((await resource.signer(env)).ready())).toMatchObject({ code: 'ERR_MISSING_PASSPHRASE' })
    env[variable('PRIVATE_PEM_PASSPHRASE')] = await put('passphrase', 'open')
    expect(await statusOf(await resource.signer(env))).toBe(200)
    env[variable('PRIVATE_PEM_PASSPHRASE')] = await put('wrong', 'wrong')
    const wrong = await rejectionOf((await resource.signer(env)).ready())
    expect(wrong).toMatchObject({ code: 'ERR_INVALID_PRIVATE_KEY' })
  })

  test.each([
    ['a path that is not absolute', 'keys/key.pem'],
    ['a file without a key', '/key.pem'],
  ])('names the variable of %s', async (_, value) => {
    const env = { ...(await resource.env('2.2')), [PEM]: value }
    const signer = await getResourcePrincipalsSigner({ env, readFile: async () => 'no key' })
    expect(await rejectionOf(signer.ready())).toMatchObject({
      code: 'ERR_RESOURCE_INPUT',
      variable: PEM,
      reason: 'not-a-key',
    })
  })
})

describe('version 3.0', () => {
  const URL_OF_PARENT = variable('RPT_URL_FOR_PARENT_RESOURCE')
  const asked = (): string[] =>
    resource.oci.requests
      .filter(({ path }) => path.includes('/parents/'))
      .map(({ path }) => String(path.split('/').pop()))

  test.each([1, 2, 10])('goes up to the last of %i parents, one after the other (B14, B26)', async (parents) => {
    resource.oci.resourcePrincipals.parents = parents
    const before = asked().length
    const signer = await resource.signer(await resource.env('3.0'))
    expect(claimsOf(tokenOf(await sign(signer)))['res_id']).toBe(outermost())
    expect(asked().slice(before)).toEqual(resource.oci.resourcePrincipals.parentResources)
  })

  test('uses the token of no parent when there are more than ten (B26)', async () => {
    resource.oci.resourcePrincipals.parents = 11
    const signer = await resource.signer(await resource.env('3.0'))
    expect(await rejectionOf(sign(signer))).toMatchObject({ code: 'ERR_PARENT_DEPTH', limit: 10 })
    expect(resource.exchanges).toBe(10)
  })

  test('says that the parents lead in a circle (B14)', async () => {
    const env = await resource.env('3.0')
    resource.oci.resourcePrincipals.parents = 3
    resource.oci.resourcePrincipals.lastParentUrl = env[URL_OF_PARENT]
    const signer = await resource.signer(env)
    expect(await rejectionOf(sign(signer))).toMatchObject({
      code: 'ERR_PARENT_CYCLE',
      host: new URL(resource.oci.url).host,
    })
    expect(resource.exchanges).toBe(3)
  })

  test.each([
    ['names itself', (url: string) => url],
    ['names itself in capitals', (url: string) => url.toUpperCase()],
    ['names nobody', () => ' '],
  ])('ends with a parent that %s', async (_, named) => {
    const env = await resource.env('3.0')
    resource.oci.resourcePrincipals.lastParentUrl = named(String(env[URL_OF_PARENT]))
    const signer = await resource.signer(env)
    expect(claimsOf(tokenOf(await sign(signer)))['res_id']).toBe(outermost())
  })

  test.each(['https://evil.example/x', 'http://auth.us-phoenix-1.oraclecloud.com/x', 'file:///etc/passwd', 'x'])(
    'sends its token to no parent at %s',
    async (address) => {
      resource.oci.resourcePrincipals.lastParentUrl = address
      const { httpClient, sent } = recording()
      const signer = await resource.signer(await resource.env('3.0'), { httpClient })
      expect(await rejectionOf(sign(signer))).toMatchObject({
        code: 'ERR_PARENT_ADDRESS',
        namedBy: new URL(resource.oci.url).host,
      })
      expect(sent.map(({ url }) => new URL(String(url)).origin)).toEqual([resource.oci.url, resource.oci.url])
    },
  )

  test('keeps the query of a parent’s address', async () => {
    const env = { ...(await resource.env('3.0')) }
    env[URL_OF_PARENT] += '?for=this&name={x}'
    const signer = await resource.signer(env)
    expect(await statusOf(signer)).toBe(200)
    expect(resource.oci.requests.find(({ target }) => target.includes('?for='))?.target).toMatch(
      /\?for=this&name=%7Bx%7D$/,
    )
  })

  test('asks the auth service of the region where no endpoint is set for its parents', async () => {
    const { [variable('RPST_ENDPOINT_FOR_PARENT_RESOURCE')]: _, ...env } = await resource.env('3.0')
    const signer = await resource.signer({ ...env, OCI_SDK_AUTH_CLIENT_REGION_URL: resource.oci.url })
    expect(await statusOf(signer)).toBe(200)
    const { httpClient, sent } = recording()
    const elsewhere = await resource.signer(env, {
      httpClient: async (request, options) => {
        if (!String(request.url).startsWith('https://auth.us-phoenix-1.oraclecloud.com/'))
          return httpClient(request, options)
        sent.push(request)
        throw new Error('not sent')
      },
    })
    await rejectionOf(elsewhere.ready())
    expect(String(sent.at(-1)?.url)).toBe(`https://auth.us-phoenix-1.oraclecloud.com${SESSION_TOKEN}`)
  })

  test('begins anew below when a parent refuses the token of its child', async () => {
    resource.oci.resourcePrincipals.parents = 2
    const signer = await resource.signer(await resource.chainEnv('2.1'))
    resource.oci.faults.add({ match: { path: /parents/ }, times: 1, effect: { revoke: true } })
    expect(await statusOf(signer)).toBe(200)
    expect(resource.exchanges).toBe(4)
  })

  test('takes the new pair of files below when a parent refuses the old one', async () => {
    const env = await resource.chainEnv('2.2', await folderOfTest())
    const signer = await resource.signer(env)
    await signer.ready()
    await resource.oci.resourcePrincipals.renewFiles()
    await signer.refresh()
    expect(await statusOf(signer)).toBe(200)
  })

  test('asks once when a parent refuses a pair below that has not changed', async () => {
    const signer = await resource.signer(await resource.env('3.0'))
    resource.oci.faults.add({ match: { path: /parents/ }, effect: { status: 401 } })
    const before = asked().length
    expect(await rejectionOf(signer.ready())).toMatchObject({ name: 'ServiceError', status: 401 })
    expect(asked().length - before).toBe(1)
  })

  test('tells the error of what stands below', async () => {
    const env = await resource.chainEnv('2.2')
    const signer = await resource.signer(env)
    resource.oci.clock.advance(20 * MINUTE)
    expect(await rejectionOf(sign(signer))).toMatchObject({
      code: 'ERR_TOKEN_EXPIRED',
      variable: variable('RPST_FOR_LEAF_RESOURCE'),
    })
  })
})

describe('a resource that acts for a user', () => {
  test.each([...LEAF_VERSIONS, '3.0'] as const)('signs the token of the user, in version %s', async (version) => {
    const signer = new ResourcePrincipalsDelegationTokenSigner({
      env: await resource.env(version as LeafVersion),
      sessionKeySupplier: resource.sessionKeySupplier,
      delegationToken: 'user.token.1',
    })
    const response = await createSignedFetch(signer)(`${resource.oci.url}/echo`)
    expect(response.status).toBe(200)
    expect((await response.json()).headers['opc-obo-token']).toBe('user.token.1')
    const signed = await sign(signer)
    expect(signed.signingString).toContain('\nopc-obo-token: user.token.1')
    expect(isSignedByBoundKey(signed)).toBe(true)
    expect(inspect(signer, { depth: 12, showHidden: true })).not.toContain('user.token.1')
  })

  test('needs a token, and the environment of a resource', async () => {
    const env = await resource.env('2.2')
    expect(() => new ResourcePrincipalsDelegationTokenSigner({ env } as never)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_DELEGATION_TOKEN' }),
    )
    expect(() => new ResourcePrincipalsDelegationTokenSigner({ env: {}, delegationToken: 'x' })).toThrow(
      expect.objectContaining({ code: 'ERR_CREDENTIAL_UNAVAILABLE' }),
    )
  })
})
