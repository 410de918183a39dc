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

describe('readRequest', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('keeps a body in the form it was given, whatever that is', async () => {
    for (const body of [
      'text',
      new Blob(['b']),
      new FormData(),
      new URLSearchParams(),
      new Uint8Array(1),
      new Blob().stream(),
    ]) {
      const { request } = await readRequest(URL_A, { method: 'POST', body, duplex: 'half' } as RequestInit)
      expect(request.body).toBe(body)
    }
  })

  it('keeps an address as it was written, for the signer to encode', async () => {
    expect((await readRequest(`${URL_A}/a\\b`, {})).request.url).toBe(`${URL_A}/a\\b`)
  })

  it('resolves an address that is relative to the page', async () => {
    vi.stubGlobal('Request', PageRequest)
    expect((await readRequest('../api?a=b', {})).request.url).toBe('https://page.example/api?a=b')
  })

  it('finds the body of a Request that does not show it', async () => {
    vi.stubGlobal('Request', BlindRequest)
    const { request } = await readRequest(new Request(URL_A, { method: 'POST', body: 'hidden' }), {})
    expect(new TextDecoder().decode(request.body as Uint8Array)).toBe('hidden')
    expect((await readRequest(new Request(URL_A), {})).request.body).toBeNull()
    expect((await readRequest(new Request(URL_A, { method: 'POST' }), { body: 'given' })).request.body).toBe('given')
  })
})
