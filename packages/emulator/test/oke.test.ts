// A pod of an OKE cluster, written by hand: the exchange with proxymux over TLS, and the cluster's own endpoint.
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { REJECTION_REASONS, startEmulator, type Emulator, type RejectionReason } from '../src/index.ts'
import { apiKey, send, signHeaders } from './hand-signer.ts'
import { call, sessionKeys } from './instance.ts'

const TOKENS = '/resourcePrincipalSessionTokens'
const WITH_CACHING = '/resourcePrincipalSessionTokensWithCaching'

let oci: Emulator
let folder: string
let env: Record<string, string>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulated-pod-'))
  oci = await startEmulator({ apiKey })
  env = await oci.environment('oke', folder)
})
afterEach(() => {
  oci.clock.offset(0)
  oci.faults.clear()
  Object.assign(oci.cluster, { enhanced: true, lifetimeSeconds: 1200 })
})
afterAll(async () => {
  await oci.close()
  await rm(folder, { recursive: true })
})

const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString()
const der = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64')
const podKey = der(sessionKeys.publicKey)

interface Asked {
  path?: string
  method?: string
  authorization?: string | undefined
  body?: unknown
  ca?: string | undefined
  servername?: string
}

interface Answered {
  status: number
  text: string
}

async function ask(given: Asked = {}): Promise<Answered> {
  const [ca, accountToken] = await Promise.all(
    ['OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH', 'OCI_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH'].map((name) =>
      readFile(env[name] ?? '', 'utf8'),
    ),
  )
  const { path = TOKENS, method = 'POST', body = { podKey } } = given
  const authorization = 'authorization' in given ? given.authorization : `Bearer ${accountToken}`
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        hostname: env['KUBERNETES_SERVICE_HOST'],
        port: env['KUBERNETES_SERVICE_PORT_PROXYMUX'],
        ca: 'ca' in given ? given.ca : ca,
        servername: given.servername ?? '',
        path,
        method,
        agent: false,
        headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      },
    )
    sent.on('error', reject)
    sent.end(method === 'GET' ? undefined : typeof body === 'string' ? body : JSON.stringify(body))
  })
}

const read = (text: string): Record<string, string> =>
  JSON.parse(Buffer.from(String(JSON.parse(text)), 'base64').toString()) as Record<string, string>

const claimsOf = (jwt: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>

async function token(given: Asked = {}): Promise<string> {
  const { status, text } = await ask(given)
  expect(status).toBe(200)
  return String(read(text)['token']).replace(/^ST\$/, '')
}

describe('the place', () => {
  test('has the variables of a pod, and its files', async () => {
    expect(env).toEqual({
      KUBERNETES_SERVICE_HOST: '127.0.0.1',
      KUBERNETES_SERVICE_PORT_PROXYMUX: expect.stringMatching(/^\d+$/),
      OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH: join(folder, 'ca.crt'),
      OCI_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH: join(folder, 'token'),
      OCI_RESOURCE_PRINCIPAL_REGION: oci.region,
      OCI_RESOURCE_PRINCIPAL_VERSION: '2.2',
    })
    expect((await stat(join(folder, 'token'))).mode & 0o777).toBe(0o600)
    expect(claimsOf(await readFile(join(folder, 'token'), 'utf8'))).toMatchObject({
      iss: 'https://kubernetes.default.svc.cluster.local',
      sub: 'system:serviceaccount:default:default',
      'kubernetes.io': { namespace: 'default', serviceaccount: { name: 'default' } },
    })
  })

  test('keeps its port and CA when it is asked for again', async () => {
    const again = await oci.environment('oke', folder)
    expect(again).toEqual(env)
  })

  test('needs a folder', async () => {
    await expect(oci.environment('oke')).rejects.toMatchObject({ code: 'ERR_EMULATOR_OPTION', option: 'folder' })
  })

  test('has an IPv6 address without brackets', async () => {
    const other = await startEmulator({ apiKey, host: '::1' })
    const { KUBERNETES_SERVICE_HOST } = await other.environment('oke', join(folder, 'six'))
    expect(KUBERNETES_SERVICE_HOST).toBe('::1')
    await other.close()
  })

  test('may have a port that is chosen', async () => {
    const port = Number(env['KUBERNETES_SERVICE_PORT_PROXYMUX'])
    const other = await startEmulator({ apiKey, proxymuxPort: port })
    await expect(other.environment('oke', join(folder, 'taken'))).rejects.toMatchObject({ code: 'ERR_EMULATOR_START' })
    await other.close()
    await expect(startEmulator({ apiKey, proxymuxPort: 65_536 })).rejects.toMatchObject({ option: 'proxymuxPort' })
  })
})

describe('a pod', () => {
  test.each([
    ['base64 of DER, as most SDKs send it', podKey],
    ['PEM, as the one for Go sends it', pem(sessionKeys.publicKey)],
  ])('gets a token for a key in %s, and signs with it', async (_, key) => {
    const issued = await token({ body: { podKey: key } })
    const claims = claimsOf(issued)
    expect(claims).toMatchObject({
      ptype: 'resource',
      ttype: 'res',
      res_tenant: oci.tenancy,
      res_compartment: oci.compartment,
      res_id: oci.cluster.id,
      var_namespace: 'default',
      var_service_account: 'default',
    })
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(1200)
    const { publicKey } = sessionKeys
    expect(createPublicKey({ key: JSON.parse(String(claims['jwk'])), format: 'jwk' }).equals(publicKey)).toBe(true)
    const { status, json } = await call(oci, issued)
    expect(status).toBe(200)
    const user = 'system:serviceaccount:default:default'
    expect(json.caller).toEqual({ kind: 'workload', tenancy: oci.tenancy, user })
  })

  test('is the one that its service account names', async () => {
    const account = { namespace: 'billing', serviceAccount: 'reader', lifetimeSeconds: 60 }
    const issued = await token({ authorization: `Bearer ${await oci.cluster.serviceAccountToken(account)}` })
    expect(claimsOf(issued)).toMatchObject({ var_namespace: 'billing', var_service_account: 'reader' })
    expect(oci.requests.at(-1)).toMatchObject({ user: 'system:serviceaccount:billing:reader', verdict: 'accepted' })
  })

  test('may have its key made, as the SDK for Java asks for it', async () => {
    const { status, text } = await ask({ path: WITH_CACHING, body: {} })
    expect(status).toBe(200)
    const { token: issued = '', privateKey = '', publicKey = '' } = read(text)
    const key = Buffer.from(privateKey, 'base64').toString()
    expect(pem(createPublicKey(key))).toBe(Buffer.from(publicKey, 'base64').toString())
    expect((await call(oci, issued.replace(/^ST\$/, ''), key)).status).toBe(200)
  })

  test('gets tokens of the length that is set', async () => {
    oci.cluster.lifetimeSeconds = 7
    const { exp, iat } = claimsOf(await token())
    expect(Number(exp) - Number(iat)).toBe(7)
    expect(() => (oci.cluster.lifetimeSeconds = 0)).toThrow(expect.objectContaining({ option: 'lifetimeSeconds' }))
    expect(() => (oci.cluster.enhanced = 1 as never)).toThrow(expect.objectContaining({ option: 'enhanced' }))
  })

  test('talks to nobody who has not the cluster’s certificate', async () => {
    await expect(ask({ ca: undefined })).rejects.toThrow(/certificate/)
    await expect(ask({ servername: 'example.com' })).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
  })
})

const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey

describe('is refused', () => {
  const CASES: [RejectionReason, number, Asked | (() => Promise<Asked>)][] = [
    ['proxymux-not-found', 404, { path: '/other' }],
    ['proxymux-not-found', 404, { method: 'GET' }],
    ['proxymux-not-found', 404, { path: '/', method: 'GET', authorization: undefined }],
    ['proxymux-not-found', 404, { path: '/inspector/requests', method: 'GET', authorization: undefined }],
    ['proxymux-not-found', 404, { path: '/20160918/regions', method: 'GET' }],
    ['no-service-account-token', 401, { authorization: undefined }],
    ['no-service-account-token', 401, { authorization: 'Basic abc' }],
    ['malformed-service-account-token', 401, { authorization: 'Bearer abc' }],
    ['foreign-service-account-token', 401, async () => ({ authorization: `Bearer ${oci.createSession().token}` })],
    [
      'foreign-service-account-token',
      401,
      async () => {
        const [header, , signature] = (await oci.cluster.serviceAccountToken()).split('.')
        const other = await oci.cluster.serviceAccountToken({ serviceAccount: 'admin' })
        return { authorization: `Bearer ${header}.${other.split('.')[1]}.${signature}` }
      },
    ],
    [
      'expired-service-account-token',
      401,
      async () => {
        const old = await oci.cluster.serviceAccountToken({ lifetimeSeconds: 60 })
        oci.clock.advance(60_000)
        return { authorization: `Bearer ${old}` }
      },
    ],
    [
      'revoked-service-account-token',
      401,
      async () => {
        const revoked = await oci.cluster.serviceAccountToken()
        oci.revoke(revoked)
        return { authorization: `Bearer ${revoked}` }
      },
    ],
    [
      'cluster-not-enhanced',
      403,
      async () => {
        oci.cluster.enhanced = false
        return {}
      },
    ],
    ['malformed-body', 400, { body: '[]' }],
    ['malformed-pod-key', 400, { body: {} }],
    ['malformed-pod-key', 400, { body: { podKey: 'AAAA' } }],
    ['malformed-pod-key', 400, { body: { podKey: apiKey.pem } }],
    ['malformed-pod-key', 400, { body: { podKey: der(elliptic) } }],
    ['weak-pod-key', 400, { body: { podKey: der(short) } }],
  ]
  test.each(CASES)('%s with %i, %#', async (reason, status, given) => {
    const answer = await ask(typeof given === 'function' ? await given() : given)
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.text)).toMatchObject({ message: REJECTION_REASONS[reason], emulator: { reason } })
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason, status })
  })

  test('and no record shows a token', async () => {
    await ask()
    expect(oci.requests.at(-1)?.headers['authorization']).toBe('<redacted>')
  })
})

describe('a fault', () => {
  test('of the token spoils it', async () => {
    oci.faults.add({ times: 1, effect: { token: 'missing' } })
    expect(read((await ask()).text)).toEqual({})
    oci.faults.add({ times: 1, effect: { token: 'truncated' } })
    expect((await call(oci, await token())).json.emulator.reason).toMatch(/token/)
    oci.faults.add({ times: 1, effect: { token: 'wrong-key' } })
    expect((await call(oci, await token())).json.emulator.reason).toBe('wrong-key')
  })

  test('of the answer takes its place, or half of it, or ends the connection', async () => {
    oci.faults.add({ match: { path: TOKENS }, times: 1, effect: { status: 429 } })
    expect((await ask()).status).toBe(429)
    oci.faults.add({ match: { path: TOKENS }, times: 1, effect: { truncate: true } })
    const { text } = await ask()
    expect(() => JSON.parse(text) as unknown).toThrow(/JSON/)
    oci.faults.add({ match: { path: TOKENS }, times: 1, effect: { reset: true } })
    await expect(ask()).rejects.toThrow('socket hang up')
  })
})

describe('the endpoint of the cluster', () => {
  const path = (): string => `/cluster_request/${oci.cluster.id}`
  const host = 'containerengine.us-phoenix-1.oraclecloud.com'

  /** As OCI's CLI makes it: the signature and the date of a request, put into its query. */
  function presigned(target = path(), encode: (text: string) => string = encodeURIComponent): string {
    const { authorization, date } = signHeaders(oci, { target, headers: { host } })
    const query = `authorization=${encode(String(authorization))}&date=${encode(String(date))}`
    return `${target}${target.includes('?') ? '&' : '?'}${query}`
  }

  test.each([
    ['blanks as %20', encodeURIComponent],
    ['blanks as +', (text: string) => encodeURIComponent(text).replaceAll('%20', '+')],
  ])('takes an address that holds its signature, %s', async (_, encode) => {
    const { status, json } = await send(oci, { target: presigned(path(), encode), headers: { host } })
    expect(status).toBe(200)
    expect(json.caller).toEqual({ kind: 'api-key', tenancy: oci.tenancy, user: oci.user })
    expect(oci.requests.at(-1)?.target).toMatch(/\?authorization=<redacted>&date=[^&]+$/)
  })

  test('takes a delegation token beside the signature that covers it, as the CLI of Cloud Shell sends it', async () => {
    const names = ['date', '(request-target)', 'host', 'opc-obo-token']
    const headers = { host, 'opc-obo-token': 'eyJ.e30.x' }
    const { authorization, date } = signHeaders(oci, { target: path(), headers }, { names })
    const query = new URLSearchParams({ authorization: String(authorization), date: String(date) })
    const target = `${path()}?${query}&opc-obo-token=`
    expect((await send(oci, { target: `${target}eyJ.e30.x`, headers: { host } })).status).toBe(200)
    const changed = await send(oci, { target: `${target}eyJ.e30.y`, headers: { host } })
    expect(changed.json.emulator.reason).toBe('signature-mismatch')
  })

  test('covers the query before the signature', async () => {
    const target = presigned(`${path()}?a=1`)
    expect((await send(oci, { target, headers: { host } })).status).toBe(200)
    const changed = await send(oci, { target: target.replace('a=1', 'a=2'), headers: { host } })
    expect(changed.json.emulator.reason).toBe('signature-mismatch')
  })

  test.each<[string, () => Parameters<typeof send>[1], number, string | undefined]>([
    ['no signature', () => ({ target: path(), headers: { host } }), 401, 'no-authorization'],
    ['another host', () => ({ target: presigned(), headers: { host: 'evil.example' } }), 401, 'signature-mismatch'],
    [
      'a date of six minutes ago',
      () => {
        const target = presigned()
        oci.clock.advance(360_000)
        return { target, headers: { host } }
      },
      401,
      'clock-skew',
    ],
    [
      'two signatures',
      () => ({ target: presigned(), headers: { host, authorization: 'Signature version="1"' } }),
      401,
      'duplicate-authorization',
    ],
    ['another cluster', () => ({ target: presigned('/cluster_request/other'), headers: { host } }), 404, undefined],
    [
      'another method',
      () => ({ method: 'POST', target: presigned(), headers: { host } }),
      405,
      'cluster-request-read-only',
    ],
  ])('refuses %s', async (_, sent, status, reason) => {
    const answer = await send(oci, sent())
    expect(answer.status).toBe(status)
    expect(answer.json.emulator?.reason).toBe(reason)
  })
})
