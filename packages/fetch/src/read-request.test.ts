import { afterEach, describe, expect, it, vi } from 'vitest'
import { readRequest } from './read-request.ts'

const URL_A = 'https://iaas.us-phoenix-1.oraclecloud.com/20160918/instances'

/** A Request as Firefox has it: one that takes a body and does not show it. */
class BlindRequest extends Request {
  override get body(): null {
    return undefined as unknown as null
  }
}

/** A Request as a page at `https://page.example/folder/` has it: relative addresses are the page's. */
class PageRequest extends Request {
  constructor(input: string | URL | Request, init?: RequestInit) {
    super(typeof input === 'string' ? new URL(input, 'https://page.example/folder/') : input, init)
  }
}

function* changing(): Generator<[body: unknown, change: () => void]> {
  const bytes = Uint8Array.of(65, 66)
  yield [bytes, () => void bytes.fill(200)]
  const params = new URLSearchParams('a=1')
  yield [params, () => params.append('b', '2')]
  const form = new FormData()
  yield [form, () => form.append('a', '1')]
}

describe('readRequest', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('keeps a body that cannot change as it was given', async () => {
    for (const body of ['text', new Blob(['b']), new Blob().stream()]) {
      const { request } = await readRequest(URL_A, { method: 'POST', body, duplex: 'half' } as RequestInit)
      expect(request.body).toBe(body)
    }
  })

  it('keeps a body that can change as it was when fetch was called, in the form it was given', async () => {
    for (const [body, change] of changing()) {
      const reading = readRequest(URL_A, { method: 'POST', body } as RequestInit)
      const before = await new Response(body as BodyInit).text()
      change()
      const { request } = await reading
      expect(Object.prototype.toString.call(request.body)).toBe(Object.prototype.toString.call(body))
      expect(await new Response(request.body as BodyInit).text()).toHaveLength(before.length)
    }
  })

  it('keeps address and headers as they were when fetch was called', async () => {
    const url = new URL(URL_A)
    const headers = new Headers({ 'x-a': '1' })
    let reads = 0
    const own = {
      get 'x-b'() {
        return String(++reads)
      },
    }
    const reading = [readRequest(url, { headers }), readRequest(URL_A, { headers: own })]
    url.pathname = '/other'
    headers.set('x-a', '2')
    const requests = (await Promise.all(reading)).map(({ request }) => request)
    const valueOf = (name: string) => requests.map((one) => new Headers(one.headers as Headers).get(name))
    expect(requests.map((one) => String(one.url))).toEqual([URL_A, URL_A])
    expect([valueOf('x-a'), valueOf('x-b'), reads]).toEqual([['1', null], [null, '1'], 1])
  })

  it('keeps an address as it was written, for the signer to encode', async () => {
    expect((await readRequest(`${URL_A}/a\\b`, {})).request.url).toBe(`${URL_A}/a\\b`)
  })

  it('resolves an address that is relative to the page', async () => {
    vi.stubGlobal('Request', PageRequest)
    expect((await readRequest('../api?a=b', {})).request.url).toBe('https://page.example/api?a=b')
  })

  it('makes a Request with a body only where fetch might refuse one, or where another has to be replaced', async () => {
    const seen: unknown[] = []
    class SeeingRequest extends Request {
      constructor(input: string | URL | Request, init?: RequestInit) {
        super(input, init)
        seen.push(init?.body)
      }
    }
    const posted = new Request(URL_A, { method: 'POST', body: 'other' })
    vi.stubGlobal('Request', SeeingRequest)
    for (const method of ['POST', 'put', 'PATCH', 'DELETE']) await readRequest(URL_A, { method, body: 'text' })
    expect(seen.splice(0)).toEqual([null, null, null, new Uint8Array()])
    const { request } = await readRequest(posted, { method: 'POST', body: 'text' })
    expect([request.body, ...seen]).toEqual(['text', new Uint8Array()])
    await expect(readRequest(URL_A, { method: 'GET', body: 'text' })).rejects.toThrow(TypeError)
  })

  it('finds the body of a Request that does not show it', async () => {
    vi.stubGlobal('Request', BlindRequest)
    const { request } = await readRequest(new Request(URL_A, { method: 'POST', body: 'hidden' }), {})
    expect(new TextDecoder().decode(request.body as Uint8Array)).toBe('hidden')
    const short = await readRequest(new Request(URL_A, { method: 'POST', body: 'x' }), {})
    expect(short.request.body).toEqual(Uint8Array.of(120))
    expect((await readRequest(new Request(URL_A), {})).request.body).toBeNull()
    expect((await readRequest(new Request(URL_A, { method: 'POST' }), { body: 'given' })).request.body).toBe('given')
  })
})
