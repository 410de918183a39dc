// Run as a process of its own, since importing undici changes what Node's fetch sends with: sends bodies of every kind through
// axios's fetch adapter in one of the ways in which a program comes to a second undici, and prints what arrived.
// First: axios makes a Request when it is loaded, and the undici that comes first is the one that fetch sends with.
import { Agent, EnvHttpProxyAgent, ProxyAgent, RetryAgent, setGlobalDispatcher } from 'undici'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { Signer } from '@x/signer'
import newest, { getAdapter, type AxiosInstance, type AxiosStatic } from 'axios'
import older, { getAdapter as getOlderAdapter } from 'axios-1-7'
import { attachSigner } from '../../src/index.ts'

interface Input {
  readonly mode: string
  readonly url: string
  readonly signer: ConstructorParameters<typeof Signer>[0]
}

const { mode, url, signer } = JSON.parse(String(process.env['SECOND_UNDICI'])) as Input
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
const bytes = Uint8Array.of(0, 97, 98, 99, 0)
const form = new FormData()
form.append('a', 'abc')

const bodies: Readonly<Record<string, () => unknown>> = {
  'a string': () => 'abc',
  'an object': () => ({ a: 'abc' }),
  'a Uint8Array': () => bytes.subarray(1, 4),
  'an ArrayBuffer': () => bytes.slice(1, 4).buffer,
  'a DataView': () => new DataView(bytes.buffer, 1, 3),
  'a Blob': () => new Blob(['abc']),
  URLSearchParams: () => new URLSearchParams({ a: 'abc' }),
  FormData: () => form,
  'a ReadableStream': () => new Blob(['abc']).stream(),
  nothing: () => undefined,
}

// The older axios is told its own adapter, since a package has one axios beside it and here that is the newest.
const versions = {
  newest: [newest, getAdapter('fetch')],
  'newest, by its name,': [newest, 'fetch'],
  oldest: [older as unknown as AxiosStatic, getOlderAdapter('fetch') as unknown as ReturnType<typeof getAdapter>],
} as const

async function settled(http: AxiosInstance, method: string, data: unknown, rest = {}): Promise<object> {
  const fetchOptions = dispatcher === undefined ? {} : { dispatcher }
  return http.request({ url, method, data, fetchOptions, responseType: 'text', transformResponse: [], ...rest }).then(
    (response) => ({ status: response.status, answer: response.data as string }),
    (error: Error) => ({ error: `${error.message}: ${String((error.cause as Error | undefined)?.cause)}` }),
  )
}

const results: Record<string, object> = {}
for (const [version, [axios, adapter]] of Object.entries(versions)) {
  const http = axios.create({ adapter })
  attachSigner(http, new Signer(signer))
  for (const method of ['POST', 'PUT', 'PATCH']) {
    for (const [kind, body] of Object.entries(bodies))
      results[`${method} ${kind} ${version}`] = await settled(http, method, body())
    for (const data of ['abc', '']) {
      const kind = `"${data}" whose progress is watched`
      results[`${method} ${kind} ${version}`] = await settled(http, method, data, { onUploadProgress: () => {} })
    }
  }
}
process.stdout.write(JSON.stringify({ tunnels, results }), () => process.exit(0))
