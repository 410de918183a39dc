import { createSigner, type RequestSigner } from '@x/signer'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createSignedFetch } from './create-signed-fetch.ts'
import type { SignedFetchOptions } from './options.ts'

type Call = readonly [input: string | URL | Request, init: Record<string, unknown>]

const URL_A = 'https://iaas.us-phoenix-1.oraclecloud.com/20160918/instances'
const key = { sign: async () => new Uint8Array(256) }
const credential = { keyId: 'tenancy/user/fingerprint', key }
const signer = createSigner(async () => credential)

/** A signed fetch over a fake one that answers in turn with `answers`, then with 200. */
function recorded(answers: readonly Response[] = [], options: SignedFetchOptions = {}, by: RequestSigner = signer) {
  const calls: Call[] = []
  const left = [...answers]
  const fake = async (...call: unknown[]): Promise<Response> => {
    calls.push(call as unknown as Call)
    return left.shift() ?? new Response('fine')
  }
  return { calls, signedFetch: createSignedFetch(by, { fetch: fake as typeof fetch, ...options }) }
}

const headersOf = (call: Call | undefined): Headers => new Headers(call?.[1]['headers'] as HeadersInit)

describe('the function', () => {
  it('has the length of fetch and a name of its own', () => {
    const { signedFetch } = recorded()
    expect([signedFetch.length, signedFetch.name]).toEqual([fetch.length, 'signedFetch'])
  })

  it('works without its object, as libraries call it', async () => {
    const { signedFetch } = recorded()
    const library = { fetch: signedFetch }
    await expect(library.fetch(URL_A)).resolves.toBeInstanceOf(Response)
    await expect(signedFetch(URL_A)).resolves.toBeInstanceOf(Response)
  })

  it.each([undefined, null, {}, () => {}])('is not made from %s, which cannot sign', (wrong) => {
    expect(() => createSignedFetch(wrong as unknown as RequestSigner)).toThrow(TypeError)
    expect(() => createSignedFetch(wrong as unknown as RequestSigner)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }),
    )
  })

  it('takes null for no options, as fetch does', async () => {
    const { signedFetch } = recorded()
    await expect(signedFetch(URL_A, null as unknown as RequestInit)).resolves.toBeInstanceOf(Response)
  })
})

describe('what is handed to fetch', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('is the address and the signed request, without the key id', async () => {
    const { calls, signedFetch } = recorded()
    await signedFetch(URL_A, { method: 'post', body: '{}' })
    const [url, init] = calls[0] ?? []
    expect(String(url)).toBe(URL_A)
    expect(init).toMatchObject({ method: 'POST', body: '{}', redirect: 'manual' })
    expect(headersOf(calls[0]).get('authorization')).toMatch(/^Signature algorithm="rsa-sha256",headers="date /)
    expect(Object.keys(init ?? {})).not.toContain('keyId')
  })

  it.each([
    ['an undici dispatcher', 'dispatcher', { dispatch: () => true }],
    ['a Workers cf object', 'cf', { cacheTtl: 5 }],
    ['a Bun proxy', 'proxy', 'http://localhost:3128'],
    ['a browser priority', 'priority', 'high'],
    ['credentials', 'credentials', 'include'],
    ['keepalive', 'keepalive', true],
    ['a cache mode', 'cache', 'no-store'],
  ])('has %s from the options', async (_what, name, value) => {
    const { calls, signedFetch } = recorded()
    await signedFetch(URL_A, { [name]: value })
    await signedFetch(new Request(URL_A), { [name]: value })
    expect([calls[0]?.[1][name], calls[1]?.[1][name]]).toEqual([value, value])
  })

  const members: readonly [name: keyof Request & keyof RequestInit, value: unknown][] = [
    ['cache', 'no-store'],
    ['credentials', 'include'],
    ['integrity', 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='],
    ['keepalive', true],
    ['mode', 'same-origin'],
    ['redirect', 'error'],
    ['referrer', ''],
    ['referrerPolicy', 'origin'],
  ]
  it.each(members)('has the %s of a Request, as far as this runtime keeps it', async (name, value) => {
    const { calls, signedFetch } = recorded()
    const given = (): Request => new Request(URL_A, { [name]: value })
    const withHeaders = { headers: { 'x-a': 'b' }, [name]: undefined }
    await signedFetch(given())
    await signedFetch(given(), withHeaders)
    await signedFetch(new Request(`${URL_A}?[x]`, { [name]: value }))
    await signedFetch(URL_A, given())
    // fetch makes a Request of what it is given: when there are options it forgets the two referrers, and in Node 24 always.
    const kept = new Request(given())[name]
    expect(calls.map(([, init]) => init[name])).toEqual([kept, new Request(given(), withHeaders)[name], kept, value])
  })

  it('has what every runtime keeps of a Request', async () => {
    const { calls, signedFetch } = recorded()
    const everywhere = members.filter(([name]) => !name.startsWith('referrer'))
    await signedFetch(new Request(URL_A, Object.fromEntries(everywhere)))
    expect(calls[0]?.[1]).toMatchObject(Object.fromEntries(everywhere))
  })

  it('is the Request itself where its address is what was signed, so that nothing it hides is lost', async () => {
    const { calls, signedFetch } = recorded()
    await signedFetch(new Request(URL_A, { method: 'POST', body: 'x' }))
    await signedFetch(new Request(`${URL_A}?[x]`))
    expect(calls[0]?.[0]).toBeInstanceOf(Request)
    expect(String(calls[1]?.[0])).toBe(`${URL_A}?%5Bx%5D`)
  })

  it('reaches a dispatcher that a Request holds', async () => {
    const dispatcher = {
      dispatch: () => {
        throw new Error('this dispatcher was asked')
      },
    }
    const request = new Request(URL_A, { dispatcher } as RequestInit)
    await expect(createSignedFetch(signer)(request)).rejects.toMatchObject({
      cause: { message: 'this dispatcher was asked' },
    })
  })

  it('goes to the global fetch of the moment, which is left as it is', async () => {
    const signedFetch = createSignedFetch(signer)
    const replaced = vi.fn<typeof fetch>(async () => new Response('replaced'))
    vi.stubGlobal('fetch', replaced)
    expect(await (await signedFetch(URL_A)).text()).toBe('replaced')
    expect(globalThis.fetch).toBe(replaced)
  })

  it('goes to the fetch option of the moment', async () => {
    const options: { fetch?: typeof fetch } = {}
    const signedFetch = createSignedFetch(signer, options)
    options.fetch = async () => new Response('later')
    expect(await (await signedFetch(URL_A)).text()).toBe('later')
  })

  it('is called without a receiver, which a Workers fetch demands', async () => {
    let receiver: unknown = 'not called'
    const strict = async function (this: unknown): Promise<Response> {
      receiver = [this]
      return new Response()
    }
    await createSignedFetch(signer, { fetch: strict as typeof fetch })(URL_A)
    expect(receiver).toEqual([undefined])
  })
})

describe('signal', () => {
  const reason = new Error('the caller has left')

  it.each([
    ['the options', (signal: AbortSignal): Parameters<typeof fetch> => [URL_A, { signal }]],
    ['the Request', (signal: AbortSignal): Parameters<typeof fetch> => [new Request(URL_A, { signal })]],
  ])('from %s stops a call before it is signed', async (_where, args) => {
    const { calls, signedFetch } = recorded()
    await expect(signedFetch(...args(AbortSignal.abort(reason)))).rejects.toBe(reason)
    expect(calls).toEqual([])
  })

  it('stops a call while it is signed', async () => {
    const controller = new AbortController()
    const stuck = createSigner(async () => ({ keyId: 'a/b/c', key: { sign: () => new Promise<Uint8Array>(() => {}) } }))
    const { calls, signedFetch } = recorded([], {}, stuck)
    const pending = signedFetch(URL_A, { signal: controller.signal })
    setImmediate(() => controller.abort(reason))
    await expect(pending).rejects.toBe(reason)
    expect(calls).toEqual([])
  })

  it('reaches fetch, the one of the options before the one of the Request', async () => {
    const { calls, signedFetch } = recorded()
    const [first, second] = [new AbortController().signal, new AbortController().signal]
    await signedFetch(new Request(URL_A, { signal: first }), { signal: second })
    await signedFetch(URL_A, { signal: first })
    expect([calls[0]?.[1]['signal'], calls[1]?.[1]['signal']]).toEqual([second, first])
  })

  it('null in the options sets a call free of the Request that has one', async () => {
    const { calls, signedFetch } = recorded()
    await signedFetch(new Request(URL_A, { signal: AbortSignal.abort(reason) }), { signal: null })
    expect(calls[0]?.[1]['signal']).toBeNull()
  })
})

describe('a 401', () => {
  const HOUR_MS = 3_600_000
  const now = Date.now()
  const sentence = `Date '${new Date(now).toUTCString()}' is not within allowed clock skew. Current '${new Date(now + HOUR_MS).toUTCString()}', valid datetime range: …`
  const refusal = (body: BodyInit | null, headers?: Record<string, string>): Response =>
    new Response(body, { status: 401, ...(headers && { headers }) })
  const dateOf = (call: Call | undefined): number => Date.parse(headersOf(call).get('date') ?? '')

  it.each([
    ['its Date header', refusal(null, { date: new Date(now + HOUR_MS).toUTCString() })],
    ['the sentence in its body', refusal(JSON.stringify({ message: sentence }))],
  ])('corrects the clock from %s, for this call and the next', async (_what, answer) => {
    const { calls, signedFetch } = recorded([answer])
    expect((await signedFetch(URL_A)).status).toBe(200)
    await signedFetch(URL_A)
    expect(calls.length).toBe(3)
    for (const call of calls.slice(1)) expect(Math.abs(dateOf(call) - now - HOUR_MS)).toBeLessThan(60_000)
  })

  it('corrects the clock of one signed fetch alone', async () => {
    const skewed = recorded([refusal(null, { date: new Date(now + HOUR_MS).toUTCString() })])
    const other = recorded()
    await skewed.signedFetch(URL_A)
    await other.signedFetch(URL_A)
    expect(Math.abs(dateOf(other.calls[0]) - now)).toBeLessThan(60_000)
  })

  it('leaves the clock alone when clockSkew is off', async () => {
    const { calls, signedFetch } = recorded([refusal(JSON.stringify({ message: sentence }))], { clockSkew: false })
    expect((await signedFetch(URL_A)).status).toBe(401)
    expect(calls.length).toBe(1)
  })

  it('keeps its whole body for the caller after it was searched for a time', async () => {
    const body = 'a'.repeat(200_000)
    const { signedFetch } = recorded([refusal(body)], { refreshOn401: false })
    expect(await (await signedFetch(URL_A)).text()).toBe(body)
  })

  it.each([
    ['was searched for a time', {}],
    ['has a Date header', { date: new Date(now + HOUR_MS).toUTCString() }],
  ])('that %s frees its connection before the second try', async (_what, headers: Record<string, string>) => {
    const cancel = vi.fn<() => void>()
    const bytes = new TextEncoder().encode(sentence)
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(bytes),
      cancel,
    })
    const { signedFetch } = recorded([refusal(stream, headers)])
    expect((await signedFetch(URL_A)).status).toBe(200)
    await vi.waitFor(() => expect(cancel).toHaveBeenCalledOnce())
  })

  it('is no trouble where the body cannot be cancelled', async () => {
    const foreign = { status: 401, headers: { date: new Date(now + HOUR_MS).toUTCString() }, body: {} }
    const { signedFetch } = recorded([foreign as unknown as Response])
    expect((await signedFetch(URL_A)).status).toBe(200)
  })

  it('renews the credential once, unless refreshOn401 is off', async () => {
    const renewing = (): RequestSigner & { renewals: number } => {
      const state = { renewals: 0 }
      const renewed = createSigner(async ({ rejected } = {}) => {
        if (rejected) state.renewals++
        return { keyId: `token-${state.renewals}`, key }
      })
      return Object.assign(state, renewed)
    }
    const [on, off] = [renewing(), renewing()]
    const body = (): Response => refusal('no', { date: new Date().toUTCString() })
    const healing = recorded([body(), body(), body()], {}, on)
    expect((await healing.signedFetch(URL_A)).status).toBe(401)
    expect([on.renewals, healing.calls.length]).toEqual([1, 2])
    const plain = recorded([body()], { refreshOn401: false }, off)
    expect((await plain.signedFetch(URL_A)).status).toBe(401)
    expect([off.renewals, plain.calls.length]).toEqual([0, 1])
  })
})
