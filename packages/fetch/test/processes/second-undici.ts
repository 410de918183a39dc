// Run as a process of its own, since importing undici changes what Node's fetch sends with: sends signed bodies of every kind in
// one of the ways in which a program comes to a second undici, and prints what arrived.
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { Signer, type RequestBody } from '@x/signer'
import { Agent, EnvHttpProxyAgent, ProxyAgent, RetryAgent, setGlobalDispatcher } from 'undici'
import { createSignedFetch } from '../../src/index.ts'

interface Input {
  readonly mode: string
  readonly url: string
  readonly signer: ConstructorParameters<typeof Signer>[0]
}

const { mode, url, signer: options } = JSON.parse(String(process.env['SECOND_UNDICI'])) as Input
const signer = new Signer(options)
let tunnels = 0

/** Address of a proxy that opens tunnels and does nothing else. */
async function startProxy(): Promise<string> {
  const proxy = createServer().on('connect', ({ url: target = '' }, socket) => {
    tunnels++
    const { hostname, port } = new URL(`http://${target}`)
    const upstream = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
}

async function dispatcherOf(kind: string): Promise<unknown> {
  if (kind === 'setGlobalDispatcher') setGlobalDispatcher(new Agent())
  if (kind === 'Agent') return new Agent()
  if (kind === 'RetryAgent') return new RetryAgent(new Agent())
  if (kind === 'ProxyAgent') return new ProxyAgent(await startProxy())
  if (kind === 'EnvHttpProxyAgent') return new EnvHttpProxyAgent({ httpProxy: await startProxy(), noProxy: '' })
  return undefined
}

const dispatcher = await dispatcherOf(mode)
const extras = (dispatcher === undefined ? {} : { dispatcher }) as RequestInit
const signedFetch = createSignedFetch(signer)

const bytes = Uint8Array.of(0, 97, 98, 99, 0)
const form = new FormData()
form.append('a', 'abc')

const bodies: Readonly<Record<string, () => RequestBody>> = {
  'a string': () => 'abc',
  'an empty string': () => '',
  'a Uint8Array': () => bytes.subarray(1, 4),
  'an ArrayBuffer': () => bytes.slice(1, 4).buffer,
  'a DataView': () => new DataView(bytes.buffer, 1, 3),
  'a Blob': () => new Blob(['abc']),
  URLSearchParams: () => new URLSearchParams({ a: 'abc' }),
  FormData: () => form,
  'a ReadableStream': () => new Blob(['abc']).stream(),
  'an async iterable': () => Readable.from([Buffer.from('a'), Buffer.from('bc')]),
  'a Request': () => new Request(url, { method: 'POST', body: 'abc' }).body,
  nothing: () => null,
}

async function byHand(method: string, body: RequestBody, target = url): Promise<Response> {
  const signed = await signer.sign({ method, url: target, body })
  return fetch(signed.url, { ...extras, ...signed } as RequestInit)
}

function bySignedFetch(method: string, kind: string, body: RequestBody): Promise<Response> {
  if (kind === 'a Request') return signedFetch(new Request(url, { method, body: 'abc' }), extras)
  return signedFetch(url, { method, body, duplex: 'half', ...extras } as RequestInit)
}

/** A body of known length that the signature leaves out: the stream goes out as it comes. */
async function uploaded(way: string): Promise<Response> {
  const target = new URL('/n/ns/b/bucket/o/object', url)
  const request = { method: 'PUT', body: new Blob(['abc']).stream(), headers: { 'content-length': '3' } }
  if (way === 'the signed fetch') {
    const init = { ...request, duplex: 'half', ...extras } as RequestInit
    return createSignedFetch(signer, { bodySigning: 'exclude' })(target, init)
  }
  const signed = await signer.sign({ ...request, url: target }, { bodySigning: 'exclude' })
  return fetch(signed.url, { ...extras, ...signed } as RequestInit)
}

const ways: Readonly<Record<string, (method: string, kind: string, body: RequestBody) => Promise<Response>>> = {
  'the signed fetch': bySignedFetch,
  'fetch and a signed request': (method, _, body) => byHand(method, body),
}

const settled = async (sending: Promise<Response>): Promise<object> =>
  sending.then(
    async (response) => ({ status: response.status, answer: await response.text() }),
    (error: Error) => ({ error: `${error.message}: ${String(error.cause)}` }),
  )

const results: Record<string, object> = {}
for (const [way, send] of Object.entries(ways)) {
  for (const method of ['POST', 'PUT', 'PATCH']) {
    for (const [kind, body] of Object.entries(bodies))
      results[`${method} ${kind} ${way}`] = await settled(send(method, kind, body()))
  }
  results[`upload ${way}`] = await settled(uploaded(way))
}
process.stdout.write(JSON.stringify({ tunnels, results }), () => process.exit(0))
