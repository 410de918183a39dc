// Trust over real TLS: the runtime's CAs, a bundle, none; and a client that shows who it is.
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { inspect } from 'node:util'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { createHttpClient } from '../src/index.ts'
import { selfSigned, type KeyAndCertificate } from './self-signed.ts'

let folder: string
let oci: Emulator
let caFile: string
const write = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'http-tls-'))
  oci = await startEmulator({ tls: true })
  caFile = await write('ca.pem', oci.ca ?? '')
})
afterAll(async () => {
  await oci.close()
  await rm(folder, { recursive: true, force: true })
})

const call = (options: Parameters<typeof createHttpClient>[0]) =>
  createHttpClient({ env: {}, ...options })({ method: 'GET', url: oci.url })

describe('a server is trusted', () => {
  test('when its CA is in the bundle', async () => {
    expect((await call({ certBundleVerify: caFile })).status).toBe(200)
  })

  test('when verification is off', async () => {
    expect((await call({ certBundleVerify: false })).status).toBe(200)
  })

  test('when the bundle is in UTF-16, as PowerShell writes it', async () => {
    const path = join(folder, 'utf16.pem')
    await writeFile(path, `\uFEFF${oci.ca ?? ''}`, 'utf16le')
    expect((await call({ certBundleVerify: path })).status).toBe(200)
  })

  test('when the bundle is read through a port', async () => {
    const readFile = async (path: string) => readFileSync(path.replace('memory:', folder))
    expect((await call({ certBundleVerify: 'memory:/ca.pem', readFile })).status).toBe(200)
  })
})

describe('a server is not trusted', () => {
  test('when its CA is unknown to the runtime, and the error says what to do', async () => {
    const error = await rejectionOf(call({}))
    expect(error).toMatchObject({ code: 'ERR_NETWORK', reason: expect.stringMatching(/SELF_SIGNED|ISSUER|LEAF/) })
    expect((error as Error).message).toContain('certBundleVerify')
  })

  test('when the bundle holds another CA', async () => {
    const other = await selfSigned('other')
    const error = await rejectionOf(call({ certBundleVerify: await write('other.pem', other.certificate) }))
    expect(error).toMatchObject({ code: 'ERR_NETWORK' })
  })

  test('when its certificate is for another host', async () => {
    const url = oci.url.replace('127.0.0.1', '127.0.0.2')
    const http = createHttpClient({ env: {}, certBundleVerify: caFile, proxy: false })
    const error = await rejectionOf(http({ method: 'GET', url }))
    // Where the machine has no second loopback address, nothing answers there.
    expect(error).toMatchObject({ reason: expect.stringMatching(/^(ERR_TLS_CERT_ALTNAME_INVALID|ECONNREFUSED)$/) })
  })
})

describe('files that cannot be used are named', () => {
  test.each([
    ['a bundle that is missing', () => ({ certBundleVerify: join(folder, 'none.pem') }), 'unreadable'],
    [
      'a bundle without a certificate',
      async () => ({ certBundleVerify: await write('empty.pem', 'no PEM') }),
      'invalid',
    ],
  ])('%s', async (_, options, reason) => {
    expect(await rejectionOf(call(await options()))).toMatchObject({
      code: 'ERR_TLS_MATERIAL',
      reason,
      option: 'certBundleVerify',
    })
  })

  test('and not shown where a key was given in its place', async () => {
    const key = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj'
    const error = await rejectionOf(call({ certBundleVerify: key }))
    expect(error).toMatchObject({ code: 'ERR_TLS_MATERIAL', path: '<redacted>', cause: { message: 'ENOENT' } })
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(key.slice(0, 30))
  })

  test('and read again by the next call', async () => {
    const path = join(folder, 'late.pem')
    const http = createHttpClient({ env: {}, certBundleVerify: path })
    expect(await rejectionOf(http({ method: 'GET', url: oci.url }))).toMatchObject({ code: 'ERR_TLS_MATERIAL' })
    await write('late.pem', oci.ca ?? '')
    expect((await http({ method: 'GET', url: oci.url })).status).toBe(200)
  })
})

describe('a client certificate', () => {
  let server: Server
  let url: string
  let mine: KeyAndCertificate

  beforeAll(async () => {
    const theirs = await selfSigned('server')
    mine = await selfSigned('client')
    await write('client.pem', mine.certificate)
    await write('client-key.pem', mine.encryptedKey)
    await write('other-key.pem', theirs.key)
    const tls = { key: theirs.key, cert: theirs.certificate, ca: mine.certificate, requestCert: true }
    server = createServer({ ...tls, rejectUnauthorized: true }, (request, response) => {
      response.end((request.socket as TLSSocket).getPeerCertificate().subject.CN)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => server.closeAllConnections())
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  const connect = (privateKeyFile: string, passphrase?: string) =>
    createHttpClient({
      env: {},
      certBundleVerify: false,
      clientCertificate: {
        certificateFile: join(folder, 'client.pem'),
        privateKeyFile: join(folder, privateKeyFile),
        passphrase,
      },
    })({ method: 'GET', url })

  test('shows the server who calls', async () => {
    expect((await connect('client-key.pem', mine.passphrase)).text()).toBe('client')
  })

  test('is missed by a server that asks for it', async () => {
    const http = createHttpClient({ env: {}, certBundleVerify: false })
    expect(await rejectionOf(http({ method: 'GET', url }))).toMatchObject({ code: 'ERR_NETWORK' })
  })

  test.each([
    ['a wrong passphrase', 'client-key.pem', 'hunter2'],
    ['no passphrase', 'client-key.pem', undefined],
    ['the key of another certificate', 'other-key.pem', undefined],
  ])('is refused with %s before anything is sent', async (_, keyFile, passphrase) => {
    const error = await rejectionOf(connect(keyFile, passphrase))
    expect(error).toMatchObject({ code: 'ERR_TLS_MATERIAL', reason: 'invalid', path: join(folder, keyFile) })
    expect(JSON.stringify(error) + String((error as Error).cause)).not.toContain('hunter2')
  })
})
