// Every cause of a 401 that the emulator can make, and what a caller is told of it: by fetch, by axios in both forms, by the client of
// services.
import { createServer, request as forward, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { generateKeyPairSync } from 'node:crypto'
import { startEmulator, type Emulator } from '@x/emulator'
import axios from 'axios'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  attachSigner,
  createSignedFetch,
  isServiceError,
  SecurityTokenSigner,
  ServiceClient,
  Signer,
  signingInterceptor,
  type Diagnosis,
  type RequestSigner,
} from '../src/index.ts'

let oci: Emulator
let proxy: Server
/** What the proxy does to the headers that it passes on. */
let altered: Record<string, string> = {}
let proxyUrl: string

beforeAll(async () => {
  oci = await startEmulator()
  proxy = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, ...altered }
    const passedOn = forward(`${oci.url}${incoming.url}`, { method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, { ...answer.headers, via: '1.1 proxy' })
      answer.pipe(outgoing)
    })
    incoming.pipe(passedOn)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
})
afterAll(async () => {
  proxy.closeAllConnections()
  proxy.close()
  await oci.close()
})
beforeEach(() => {
  altered = {}
  oci.faults.clear()
  oci.clock.offset(0)
})

interface Cause extends Omit<Call, 'headers'> {
  readonly headers?: Record<string, string>
}

interface Call {
  readonly signer: RequestSigner
  readonly url: string
  readonly headers: Record<string, string>
}

type Told = Pick<Diagnosis, 'findings'> | undefined

/** Each sends one POST, and yields what was told of a refusal; `undefined` where the request was accepted. */
const CALLERS: Readonly<Record<string, (call: Call) => Promise<Told>>> = {
  fetch: ({ signer, url, headers }) =>
    told(async (onRefused) => {
      const response = await createSignedFetch(signer, { onRefused })(url, { method: 'POST', body: '{}', headers })
      return { status: response.status, text: await response.text() }
    }),
  'attachSigner of axios': ({ signer, url, headers }) =>
    told(async (onRefused) => {
      const instance = axios.create({ validateStatus: () => true })
      attachSigner(instance, signer, { onRefused })
      const response = await instance.post<object>(url, '{}', { headers })
      return { status: response.status, text: JSON.stringify(response.data) }
    }),
  'signingInterceptor of axios': ({ signer, url, headers }) =>
    told(async (onRefused) => {
      const instance = axios.create()
      instance.interceptors.request.use(signingInterceptor(signer, { onRefused }))
      const { response } = await instance.post<object>(url, '{}', { headers }).then(
        (accepted) => ({ response: accepted }),
        (error: unknown) => error as { response: { status: number; data: object } },
      )
      return { status: response.status, text: JSON.stringify(response.data) }
    }),
  'the client of services': async ({ signer, url, headers }) => {
    const client = new ServiceClient({ endpoint: url, signer })
    try {
      await client.call({ operation: 'Post', method: 'POST', path: '', body: {}, headers, parse: () => true })
      return undefined
    } catch (error) {
      if (!isServiceError(error) || error.status !== 401) throw error
      expect(error.findings.every(({ message }) => error.message.includes(message))).toBe(true)
      return error
    }
  },
}

/** The body has to be the caller's to read still, whatever was read of it. */
async function told(
  call: (onRefused: (refused: { diagnosis: Diagnosis }) => void) => Promise<{ status: number; text: string }>,
): Promise<Told> {
  let refused: (diagnosis: Diagnosis) => void = () => {}
  const diagnosed = new Promise<Diagnosis>((resolve) => (refused = resolve))
  const { status, text } = await call(({ diagnosis }) => refused(diagnosis))
  if (status === 200) return undefined
  expect([status, JSON.parse(text)]).toEqual([401, expect.objectContaining({ code: 'NotAuthenticated' })])
  return diagnosed
}

const apiKey = (changes: Partial<ConstructorParameters<typeof Signer>[0]> = {}): Signer =>
  new Signer({ tenancy: oci.tenancy, user: oci.user, ...credentialOf(oci), ...changes })

const credentialOf = ({ apiKey: { fingerprint, pem } }: Emulator) => ({ fingerprint, privateKey: pem })

function session(lifetimeSeconds = 3600): { readonly signer: SecurityTokenSigner; readonly token: string } {
  const { token, privateKeyPem } = oci.createSession({ lifetimeSeconds })
  return { token, signer: new SecurityTokenSigner({ token, privateKey: privateKeyPem }) }
}

const keyPem = (modulusLength: number): string =>
  generateKeyPairSync('rsa', { modulusLength }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

const echo = (origin = oci.url): string => `${origin}/echo/a`

const CAUSES: readonly (readonly [string, () => Cause, readonly string[]])[] = [
  ['another key', () => ({ signer: apiKey({ privateKey: keyPem(2048) }), url: echo() }), ['fingerprint-mismatch']],
  [
    'a fingerprint in capitals',
    () => ({ signer: apiKey({ fingerprint: oci.apiKey.fingerprint.toUpperCase() }), url: echo() }),
    ['malformed-fingerprint'],
  ],
  [
    'a date of yesterday',
    () => ({ signer: apiKey(), url: echo(), headers: { 'x-date': new Date(Date.now() - 86_400_000).toUTCString() } }),
    ['clock-skew'],
  ],
  [
    'a session that is over',
    () => {
      const { signer } = session(60)
      oci.clock.offset(120_000)
      return { signer, url: echo() }
    },
    ['expired-token'],
  ],
  [
    'the key of another session',
    () => ({ signer: new SecurityTokenSigner({ token: session().token, privateKey: keyPem(2048) }), url: echo() }),
    ['token-key-mismatch'],
  ],
  [
    'a header that a proxy rewrote',
    () => {
      altered = { 'content-type': 'text/plain' }
      return { signer: apiKey(), url: echo(proxyUrl) }
    },
    ['request-changed', 'proxy-between'],
  ],
  [
    'a session that was revoked, which nobody here can see',
    () => {
      const { signer, token } = session()
      oci.revoke(token)
      return { signer, url: echo() }
    },
    [],
  ],
  [
    'a user that the service does not know, which nobody here can see',
    () => ({ signer: apiKey({ user: 'ocid1.user.oc1..nobody' }), url: echo() }),
    [],
  ],
]

describe.each(Object.entries(CALLERS))('%s', (_, call) => {
  test.each(CAUSES)('tells of %s', async (__, make, codes) => {
    const diagnosis = await call({ headers: {}, ...make() })
    expect(diagnosis?.findings.map(({ code }) => code)).toEqual(codes)
  })

  test('tells nothing of a request that is accepted, at once or after the clock was corrected', async () => {
    expect(await call({ signer: apiKey(), url: echo(), headers: {} })).toBeUndefined()
    oci.faults.add({ match: { path: '/echo/a' }, times: 1, effect: { status: 401 } })
    oci.clock.offset(60_000)
    expect(await call({ signer: apiKey(), url: echo(), headers: {} })).toBeUndefined()
  })
})

test('a listener that throws, or takes its time, changes nothing', async () => {
  const { signer, token } = session()
  oci.revoke(token)
  for (const onRefused of [
    () => {
      throw new Error('mine')
    },
    () => new Promise(() => {}),
  ])
    expect((await createSignedFetch(signer, { onRefused })(echo(), { method: 'POST', body: '{}' })).status).toBe(401)
})
