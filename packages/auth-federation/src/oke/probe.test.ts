import { readFile, rm, mkdtemp, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { okeInputs } from './inputs.ts'
import { probeProxymux, type ProxymuxProbe } from './probe.ts'

/** What a port does to whoever connects. */
async function listening(onConnection: (socket: Socket) => void): Promise<Server> {
  const server = createServer(onConnection)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
const portOf = (server: Server): number => (server.address() as AddressInfo).port

describe('the probe of proxymux', () => {
  let oci: Emulator
  let folder: string
  let env: Record<string, string>
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'probe-'))
    oci = await startEmulator()
    env = await oci.environment('oke', folder)
  })
  afterAll(async () => {
    await oci.close()
    await rm(folder, { recursive: true })
  })

  const probe = (
    more: Parameters<typeof okeInputs>[0] = {},
    options?: Parameters<typeof probeProxymux>[1],
  ): Promise<ProxymuxProbe> => probeProxymux(okeInputs({ env, ...more }), options)

  test('is answered by an OKE cluster, to which it sends no request', async () => {
    expect(await probe()).toEqual({ answers: true, why: expect.stringContaining('under the CA of the cluster') })
    expect(oci.requests).toEqual([])
  })

  test('is not answered where nothing listens', async () => {
    const server = await listening((socket) => socket.destroy())
    const port = portOf(server)
    await new Promise((resolve) => server.close(resolve))
    expect(await probe({ proxymuxPort: port })).toEqual({
      answers: false,
      why: expect.stringContaining('Nothing listens there (ECONNREFUSED)'),
    })
  })

  test('is not answered by something under another CA', async () => {
    const other = await startEmulator()
    const { OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH: caFile } = await other.environment('oke', join(folder, 'other'))
    expect(await probe({ caFile })).toEqual({ answers: false, why: expect.stringContaining('not vouched for') })
    await other.close()
  })

  test('is not answered under another address than the certificate’s', async () => {
    expect(await probe({ env: { ...env, KUBERNETES_SERVICE_HOST: '127.0.0.2' } })).toMatchObject({ answers: false })
  })

  test.each([
    ['speaks no TLS', (socket: Socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['hangs up', (socket: Socket) => void socket.destroy()],
    ['says nothing', (socket: Socket) => void socket.on('error', () => undefined)],
  ])('is not answered by something that %s', async (_, onConnection) => {
    const server = await listening(onConnection)
    expect(await probe({ proxymuxPort: portOf(server) }, { timeoutMs: 50 })).toMatchObject({ answers: false })
    server.close()
  })

  test('ends with the caller’s wait', async () => {
    const server = await listening((socket) => void socket.on('error', () => undefined))
    const controller = new AbortController()
    const waiting = probe({ proxymuxPort: portOf(server) }, { signal: controller.signal, timeoutMs: 60_000 })
    server.once('connection', () => controller.abort(new Error('enough')))
    await expect(waiting).rejects.toThrow('enough')
    server.close()
    await expect(probe({}, { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before')
  })

  test('passes without the CA that Kubernetes mounts, and stops without one that was named', async () => {
    const { OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH: named = '', ...rest } = env
    const readFileOf = async (path: string): Promise<string> =>
      readFile(path.replace('/var/run', join(folder, 'run')), 'utf8')
    const unmounted = await probe({ env: rest, readFile: readFileOf })
    expect(unmounted).toEqual({
      answers: false,
      why: expect.stringContaining('There is no CA of a cluster at /var/run'),
    })
    await expect(probe({ caFile: join(folder, 'nowhere') })).rejects.toMatchObject({ code: 'ERR_TLS_MATERIAL' })
    const cut = join(folder, 'cut.crt')
    await writeFile(cut, (await readFile(named, 'utf8')).slice(0, 300))
    expect(await probe({ caFile: cut })).toMatchObject({ answers: false })
  })
})
