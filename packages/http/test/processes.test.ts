// What only shows in a process of its own: that it ends, and what it does in another runtime.
import { execFile } from 'node:child_process'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import { useServers } from '@x-tools/testkit/servers'
import { selfSigned } from './self-signed.ts'
import { useProxies } from './start-proxy.ts'

// Each process has a limit of its own.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

const servers = useServers()
const startProxy = useProxies()

const CALL_AND_END = new URL('./processes/call-and-end.ts', import.meta.url)
const TUNNEL_AND_END = new URL('./processes/tunnel-and-end.ts', import.meta.url)
const IN_A_BROWSER = new URL('./processes/in-a-browser.ts', import.meta.url)

async function run(program: URL, condition: string, ...addresses: string[]): Promise<string> {
  const file = fileURLToPath(program)
  const command = ['--import', 'tsx', '--conditions=@x/source', `--conditions=${condition}`, file, ...addresses]
  const cwd = fileURLToPath(new URL('..', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd, timeout: 25_000 })
  return stdout.trim()
}

test('an open connection and a deadline do not keep a process alive', async () => {
  const sockets: { readonly destroyed: boolean }[] = []
  const url = await servers.http((request, response) => {
    sockets.push(request.socket)
    response.end('done')
  })
  expect(await run(CALL_AND_END, 'node', url)).toBe('200')
  expect(sockets.length).toBe(1)
})

test('tunnels that are kept or were given up do not keep a process alive', async () => {
  const identity = await selfSigned('service.invalid')
  const service = createServer({ key: identity.key, cert: identity.certificate }, (_, response) => response.end())
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  const { port } = service.address() as AddressInfo
  const proxies = [await startProxy({ port }), await startProxy({ port, identity })]
  const mute = `http://${await servers.tcp(() => {})}`
  expect(await run(TUNNEL_AND_END, 'node', mute, ...proxies.map(({ url }) => url))).toBe('TimeoutError 200 200')
  await new Promise((resolve) => (service.close(resolve), service.closeAllConnections()))
})

test('under the browser’s condition calls go through fetch, and options that need Node are refused', async () => {
  const url = await servers.http((request, response) => {
    if (request.url === '/redirect') response.writeHead(302, { location: '/echo' }).end('moved')
    else if (request.url === '/broken')
      response.writeHead(200, { 'content-length': '9' }).write('abc', () => response.destroy())
    else if (request.url === '/echo') {
      const { 'x-one': one, 'content-type': type = 'none' } = request.headers
      request.setEncoding('utf8').on('data', (text: string) => {
        response.setHeader('content-type', 'text/x').end(`${text} ${String(one)} ${type}`)
      })
    }
  })
  expect(JSON.parse(await run(IN_A_BROWSER, 'browser', url))).toEqual({
    echo: { status: 200, type: 'text/x', text: expect.stringMatching(/^ü 1 (none|text\/plain;charset=UTF-8)$/) },
    redirect: 'ERR_REDIRECT',
    tooLarge: 'ERR_RESPONSE_TOO_LARGE',
    broken: 'ERR_NETWORK',
    refusedConnection: 'ERR_NETWORK',
    aborted: 'enough',
    options: ['certBundleVerify', 'proxy', 'clientCertificate'].map((option) => ['ERR_UNSUPPORTED_OPTION', option]),
  })
})
