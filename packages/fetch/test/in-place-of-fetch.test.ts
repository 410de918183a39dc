// A signed fetch in the place of the global one, for libraries that take no fetch.
import { createSigner, type RequestSigner } from '@x/signer'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSignedFetch } from '../src/create-signed-fetch.ts'

const URL_A = 'https://iaas.us-phoenix-1.oraclecloud.com/20160918/instances'
const TOKENS = 'https://auth.us-phoenix-1.oraclecloud.com/v1/token'

/** What reached the network: where it went, and who signed it. */
let sent: (readonly [address: string, keyId: string | undefined])[] = []
const network = async (input: unknown, init: unknown): Promise<Response> => {
  const { url, headers } = new Request(input as Request, init as RequestInit)
  sent.push([url, /keyId="([^"]*)"/.exec(headers.get('authorization') ?? '')?.[1]])
  return new Response('fine')
}
const key = { sign: async () => new Uint8Array(256) }
const signerOf = (keyId: string): RequestSigner => createSigner(async () => ({ keyId, key }))
const place = (fetch: unknown): void => void vi.stubGlobal('fetch', fetch)

beforeEach(() => {
  sent = []
  place(network)
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('in the place of the global fetch', { timeout: 10_000 }, () => {
  it('signs each request once and sends it with the fetch that was there before', async () => {
    place(createSignedFetch(signerOf('a')))
    expect(await (await fetch(URL_A)).text()).toBe('fine')
    await fetch(URL_A, { method: 'POST', body: 'x' })
    expect(sent).toEqual([
      [URL_A, 'a'],
      [URL_A, 'a'],
    ])
  })

  it.each<[string, (signed: typeof fetch) => typeof fetch]>([
    ['that hands on what it is given', (signed) => (input, init) => signed(input, init)],
    ['that copies the options', (signed) => (input, init) => signed(input, { ...init })],
    ['that makes a Request of it', (signed) => (input, init) => signed(new Request(input, init))],
  ])('behind a function %s it signs each request once, too', async (_how, wrap) => {
    place(wrap(createSignedFetch(signerOf('a'))))
    await fetch(URL_A)
    expect(sent).toEqual([[URL_A, 'a']])
  })

  it('with a fetch of its own that leads to the global one', async () => {
    place(createSignedFetch(signerOf('a'), { fetch: (input, init) => fetch(input, init) }))
    await fetch(URL_A)
    expect(sent).toEqual([[URL_A, 'a']])
  })

  it('twice, the one that was put there last signs', async () => {
    place(createSignedFetch(signerOf('a')))
    place(createSignedFetch(signerOf('b')))
    await fetch(URL_A)
    expect(sent).toEqual([[URL_A, 'b']])
  })

  it('leaves the requests of another signed fetch as those signed them', async () => {
    const other = createSignedFetch(signerOf('other'))
    place(createSignedFetch(signerOf('a')))
    await other(URL_A)
    expect(sent).toEqual([[URL_A, 'other']])
  })

  it('leaves what its own signer fetches unsigned, and signs what others fetch meanwhile', async () => {
    const signer = createSigner(async () => {
      await fetch(TOKENS, { method: 'POST', body: 'give me a token' })
      return { keyId: 'a', key }
    })
    place(createSignedFetch(signer))
    await Promise.all([fetch(URL_A), fetch(`${URL_A}/2`)])
    expect(sent.filter(([address]) => address === TOKENS)).toEqual([
      [TOKENS, undefined],
      [TOKENS, undefined],
    ])
    expect(sent.filter(([, keyId]) => keyId === 'a').map(([address]) => address)).toEqual([URL_A, `${URL_A}/2`])
  })

  it('leaves what its signer fetches unsigned when it renews, too', async () => {
    let keyId = 'old'
    const signer = createSigner(async ({ rejected } = {}) => {
      if (rejected) {
        await fetch(TOKENS)
        keyId = 'new'
      }
      return { keyId, key }
    })
    const refusing = async (input: unknown, init: unknown): Promise<Response> => {
      await network(input, init)
      return sent.length === 1
        ? new Response('', { status: 401, headers: { date: new Date().toUTCString() } })
        : new Response()
    }
    place(refusing)
    place(createSignedFetch(signer))
    expect((await fetch(URL_A)).status).toBe(200)
    expect(sent).toEqual([
      [URL_A, 'old'],
      [TOKENS, undefined],
      [URL_A, 'new'],
    ])
  })

  it('has a signer that signs its own requests with another signed fetch', async () => {
    const exchange = createSignedFetch(signerOf('session'))
    const signer = createSigner(async () => {
      await exchange(TOKENS)
      return { keyId: 'a', key }
    })
    place(createSignedFetch(signer))
    await fetch(URL_A)
    expect(sent).toEqual([
      [TOKENS, 'session'],
      [URL_A, 'a'],
    ])
  })

  it('leaves unsigned what the signer of its signer’s signed fetch fetches', async () => {
    const METADATA = 'http://169.254.169.254/opc/v2/identity/cert.pem'
    const session = createSigner(async () => {
      await fetch(METADATA)
      return { keyId: 'session', key }
    })
    const exchange = createSignedFetch(session)
    const signer = createSigner(async () => {
      await exchange(TOKENS)
      return { keyId: 'a', key }
    })
    place(createSignedFetch(signer))
    await fetch(URL_A)
    expect(sent).toEqual([
      [METADATA, undefined],
      [TOKENS, 'session'],
      [URL_A, 'a'],
    ])
  })

  it('uses a fetch that takes its place later', async () => {
    const signedFetch = createSignedFetch(signerOf('a'))
    place(async () => new Response('later'))
    expect(await (await signedFetch(URL_A)).text()).toBe('later')
  })

  it('rejects in words when the fetch before it leads back for ever', async () => {
    let current: typeof fetch = network as typeof fetch
    place((...call: Parameters<typeof fetch>) => current(...call))
    current = createSignedFetch(signerOf('a'))
    place((...call: Parameters<typeof fetch>) => current(...call))
    await expect(fetch(URL_A)).rejects.toMatchObject({
      name: 'TypeError',
      code: 'ERR_INVALID_ARGUMENT',
      message: expect.stringMatching(/calls the signed fetch again.*option fetch/) as string,
    })
    expect(sent).toEqual([])
  })

  it('may stand on eight others', async () => {
    for (let n = 0; n < 9; n++) place(createSignedFetch(signerOf(`k${n}`)))
    await fetch(URL_A)
    expect(sent).toEqual([[URL_A, 'k8']])
  })

  it('may not stand on nine others, since more than a few are one that leads back', async () => {
    for (let n = 0; n < 10; n++) place(createSignedFetch(signerOf(`k${n}`)))
    await expect(fetch(URL_A)).rejects.toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
    expect(sent).toEqual([])
  })
})

describe('where nothing tells whose call it is, as in a browser', { timeout: 10_000 }, () => {
  beforeEach(() => {
    vi.resetModules()
    vi.stubGlobal('process', undefined)
  })

  it('signs each request once and sends it with the fetch that was there before', async () => {
    const { createSignedFetch: create } = await import('../src/create-signed-fetch.ts')
    const signed = create(signerOf('a'))
    place((input: Request, init: RequestInit) => signed(new Request(input, init)))
    await fetch(URL_A)
    expect(sent).toEqual([[URL_A, 'a']])
  })
})
