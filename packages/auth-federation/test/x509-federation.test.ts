// A federation client with certificates of its own: what it sends, what it takes, and where it sends it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FileBasedCertificateRetriever, PEMStringCertificateRetriever } from '@x/cert-retrievers'
import { createSignedFetch } from '@x/fetch'
import { createHttpClient, type HttpClient } from '@x/http'
import { DEFAULT_RETRY_STRATEGY, NONE_RETRY_STRATEGY, retryStrategy } from '@x/retry'
import { bindsKey, parseTokenClaims } from '@x/signer/principal'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  InstancePrincipalsSecurityTokenSigner,
  SessionKeySupplier,
  X509FederationClient,
  X509FederationClientBasedSecurityTokenSigner,
  type X509FederationClientOptions,
} from '../src/index.ts'
import { renewalRetryStrategy } from '../src/principal/renewal-options.ts'
import { Instance } from './instance.ts'

const OTHER_TENANCY = 'ocid1.tenancy.oc1..other'
const AT_ONCE = { 'retry-after': '0' }

describe('an X.509 federation client', () => {
  let instance: Instance
  beforeAll(async () => void (instance = await Instance.start()))
  afterAll(() => instance.oci.close())
  beforeEach(() => instance.reset())

  async function retrievers(): Promise<
    Pick<X509FederationClientOptions, 'leafCertificateRetriever' | 'intermediateCertificateRetrievers'>
  > {
    const { certificatePem, privateKeyPem, intermediatePem } = await instance.oci.certificates()
    return {
      leafCertificateRetriever: new PEMStringCertificateRetriever({ certificatePem, privateKeyPem }),
      intermediateCertificateRetrievers: [new PEMStringCertificateRetriever({ certificatePem: intermediatePem })],
    }
  }

  async function clientWith(options: Partial<X509FederationClientOptions> = {}): Promise<X509FederationClient> {
    return new X509FederationClient({
      federationEndpoint: instance.oci.url,
      tenancyId: instance.oci.tenancy,
      sessionKeySupplier: instance.sessionKeySupplier,
      retryStrategy: NONE_RETRY_STRATEGY,
      ...(await retrievers()),
      ...options,
    })
  }

  /** What the exchange sent. */
  async function sentWith(options: Partial<X509FederationClientOptions>): Promise<[Record<string, unknown>, string]> {
    const calls: [Record<string, unknown>, string][] = []
    const perform = createHttpClient()
    const httpClient: HttpClient = (request, callOptions) => {
      calls.push([JSON.parse(String(request.body)), String(request.headers?.['authorization'])])
      return perform(request, callOptions)
    }
    await (await clientWith({ ...options, httpClient })).getSecurityToken()
    return calls[0] as [Record<string, unknown>, string]
  }

  test('exchanges its certificate for tokens that sign', async () => {
    const federationClient = await clientWith()
    const signer = new X509FederationClientBasedSecurityTokenSigner({ federationClient, region: 'us-phoenix-1' })
    expect((await createSignedFetch(signer)(instance.regions)).status).toBe(200)
    expect(await signer.whoami()).toMatchObject({
      principal: 'x509',
      region: 'us-phoenix-1',
      source: 'X.509 federation',
    })
    const { keyId } = await federationClient.credential()
    expect(keyId).toBe(`ST$${await federationClient.getSecurityToken()}`)
    expect(instance.exchanges).toBe(1)
  })

  test.each(['', '/', '/v1/x509'])('takes a federation endpoint that ends with "%s"', async (path) => {
    await (await clientWith({ federationEndpoint: instance.oci.url + path })).getSecurityToken()
    expect(instance.exchanges).toBe(1)
  })

  test('names its certificate by SHA-256 and says so', async () => {
    const [body, authorization] = await sentWith({})
    expect(Object.keys(body).sort()).toEqual([
      'certificate',
      'fingerprintAlgorithm',
      'intermediateCertificates',
      'publicKey',
    ])
    expect(body['fingerprintAlgorithm']).toBe('SHA256')
    expect(authorization).toMatch(/keyId="[^"/]+\/fed-x509-sha256\/([0-9A-F]{2}:){31}[0-9A-F]{2}"/)
  })

  test('names it by SHA-1 where that is wanted', async () => {
    const [body, authorization] = await sentWith({ fingerprintAlgorithm: 'SHA1' })
    expect(body).not.toHaveProperty('fingerprintAlgorithm')
    expect(authorization).toMatch(/keyId="[^"/]+\/fed-x509\/([0-9A-F]{2}:){19}[0-9A-F]{2}"/)
  })

  describe('10, the tenancy', () => {
    test('must be that of the certificate', async () => {
      const client = await clientWith({ tenancyId: OTHER_TENANCY })
      await expect(client.getSecurityToken()).rejects.toMatchObject({
        code: 'ERR_TENANCY_CHANGED',
        before: OTHER_TENANCY,
        after: instance.oci.tenancy,
      })
      expect(instance.exchanges).toBe(0)
    })

    test('must be that of the certificate with the purpose DEFAULT, too', async () => {
      const client = await clientWith({ tenancyId: OTHER_TENANCY, purpose: 'DEFAULT' })
      await expect(client.getSecurityToken()).rejects.toMatchObject({ code: 'ERR_TENANCY_CHANGED' })
    })

    test('may be another with a purpose, which is sent as it is', async () => {
      const [body, authorization] = await sentWith({ tenancyId: OTHER_TENANCY, purpose: 'SERVICE_PRINCIPAL' })
      expect(body['purpose']).toBe('SERVICE_PRINCIPAL')
      expect(authorization).toContain(`keyId="${OTHER_TENANCY}/fed-x509-sha256/`)
    })

    test('of an instance may not change under its signer', async () => {
      const signer = instance.signer()
      await signer.ready()
      await instance.oci.rotateCertificates({ tenancy: OTHER_TENANCY })
      await expect(signer.refresh()).rejects.toMatchObject({ code: 'ERR_TENANCY_CHANGED', after: OTHER_TENANCY })
      await instance.oci.rotateCertificates({ tenancy: instance.oci.tenancy })
    })
  })

  describe('a refusal', () => {
    test('with 401 has the certificates fetched once more', async () => {
      const signer = instance.signer()
      await signer.ready()
      instance.oci.faults.add({ match: { path: '/v1/x509' }, times: 1, effect: { status: 401 } })
      instance.oci.clock.advance(11_000)
      await signer.refresh()
      expect(instance.exchanges).toBe(3)
      expect(instance.metadataRounds).toBe(3)
    })

    test('with 401 that stays is told after the second attempt', async () => {
      instance.oci.faults.add({ match: { path: '/v1/x509' }, effect: { status: 401 } })
      const client = await clientWith({ retryStrategy: undefined })
      await expect(client.getSecurityToken()).rejects.toMatchObject({ name: 'ServiceError', status: 401 })
      expect(instance.exchanges).toBe(2)
    })

    test.each([400, 404, 501])('with %i is final', async (status) => {
      instance.oci.faults.add({ match: { path: '/v1/x509' }, effect: { status, headers: AT_ONCE } })
      const client = await clientWith({ retryStrategy: undefined })
      await expect(client.getSecurityToken()).rejects.toMatchObject({ name: 'ServiceError', status })
      expect(instance.exchanges).toBe(1)
    })
  })

  describe('by default', () => {
    test.each([429, 500, 502, 503])('%i is tried again', async (status) => {
      instance.oci.faults.add({ match: { path: '/v1/x509' }, times: 1, effect: { status } })
      await (
        await clientWith({ retryStrategy: retryStrategy({ maxAttempts: 3, baseMs: 0, jitterMs: 0 }) })
      ).getSecurityToken()
      expect(instance.exchanges).toBe(2)
    })

    test('three attempts are made and no more', async () => {
      instance.oci.faults.add({ match: { path: '/v1/x509' }, effect: { reset: true } })
      const client = await clientWith({ retryStrategy: undefined, random: () => 0 })
      await expect(client.getSecurityToken()).rejects.toMatchObject({ code: 'ERR_NETWORK' })
      expect(instance.exchanges).toBe(3)
    })

    test('they are made within a hundred seconds', () => {
      const random = (): number => 0.25
      expect(renewalRetryStrategy({ random })).toMatchObject({ maxAttempts: 3, totalElapsedMs: 100_000, random })
    })

    test('a strategy that is given is honoured', async () => {
      instance.oci.faults.add({ match: { path: '/v1/x509' }, times: 7, effect: { status: 500 } })
      const given = { ...DEFAULT_RETRY_STRATEGY, sleep: async () => {} }
      await (await clientWith({ retryStrategy: given })).getSecurityToken()
      expect(instance.exchanges).toBe(8)
    })
  })

  describe('a token', () => {
    test.each([
      ['wrong-key', 'key-mismatch'],
      ['truncated', 'not-a-jwt'],
      ['missing', 'no-token'],
    ] as const)('that is faulty (%s) is refused with the reason %s, and not asked for again', async (token, reason) => {
      instance.oci.faults.add({ match: { path: '/v1/x509' }, effect: { token } })
      const client = await clientWith({ retryStrategy: undefined })
      await expect(client.getSecurityToken()).rejects.toMatchObject({ code: 'ERR_UNUSABLE_TOKEN', reason })
      expect(instance.exchanges).toBe(1)
    })

    test('without its key in it is taken', async () => {
      instance.oci.federation.jwk = false
      const signer = new X509FederationClientBasedSecurityTokenSigner({ federationClient: await clientWith() })
      expect((await createSignedFetch(signer)(instance.regions)).status).toBe(200)
    })
  })

  test('names everything that is missing at once', () => {
    expect(() => new X509FederationClient({} as X509FederationClientOptions)).toThrow(
      expect.objectContaining({
        code: 'ERR_MISSING_INPUT',
        names: ['federationEndpoint', 'tenancyId', 'sessionKeySupplier', 'leafCertificateRetriever'],
      }),
    )
    expect(() => new X509FederationClientBasedSecurityTokenSigner({} as never)).toThrow(
      expect.objectContaining({ code: 'ERR_MISSING_INPUT', names: ['federationClient'] }),
    )
  })

  test.each(['federationEndpoint', 'tenancyId', 'sessionKeySupplier', 'leafCertificateRetriever'] as const)(
    'names %s when that alone is missing',
    async (name) => {
      for (const value of [undefined, null, ''])
        await expect(clientWith({ [name]: value })).rejects.toMatchObject({
          code: 'ERR_MISSING_INPUT',
          names: [name],
          message: `X509FederationClient lacks ${name}. Pass it.`,
        })
    },
  )

  test('needs no intermediate certificate', async () => {
    const sent: unknown[] = []
    const httpClient: HttpClient = async (request) => {
      sent.push(JSON.parse(String(request.body)))
      throw new Error('not sent')
    }
    const client = await clientWith({ intermediateCertificateRetrievers: undefined, httpClient })
    await expect(client.getSecurityToken()).rejects.toThrow('not sent')
    expect(sent).toEqual([expect.not.objectContaining({ intermediateCertificates: expect.anything() })])
  })

  test('shows in the supplier the key pair of the token in use, after a renewal that failed too', async () => {
    let isDown = false
    const perform = createHttpClient()
    const httpClient: HttpClient = async (request, options) => {
      if (isDown) throw new Error('auth is down')
      return perform(request, options)
    }
    const sessionKeySupplier = new SessionKeySupplier()
    const client = await clientWith({ httpClient, sessionKeySupplier })
    const isPair = async (): Promise<boolean> => {
      const jwk = parseTokenClaims(await client.getSecurityToken())?.jwk
      const publicKey = sessionKeySupplier.current()?.publicKey ?? new Uint8Array()
      return typeof jwk === 'object' && bindsKey(jwk, publicKey)
    }
    expect(await isPair()).toBe(true)
    isDown = true
    const rejected = await client.credential()
    await expect(client.credential({ rejected })).rejects.toThrow('auth is down')
    expect(await isPair()).toBe(true)
  })

  describe('whoami', () => {
    /** A service that answers with a token of these claims. */
    const answering = (claims: object): HttpClient => {
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
      const exp = Math.floor(Date.now() / 1000) + 600
      const text = JSON.stringify({ token: `${part({})}.${part({ exp, ...claims })}.c2ln` })
      const body = new TextEncoder().encode(text)
      return async () => ({ status: 200, headers: {}, body, text: () => text, json: () => JSON.parse(text) })
    }

    test.each([
      [{ 'opc-tenant': 'own', tenant: 'other' }, 'own'],
      [{ tenant: 'only' }, 'only'],
      [{ tenant: 7 }, undefined],
      [{}, undefined],
    ])('with a token that says %j has the tenancy %s', async (claims, tenancy) => {
      const federationClient = await clientWith({ httpClient: answering(claims), purpose: 'ANY_TENANCY' })
      const signer = new X509FederationClientBasedSecurityTokenSigner({ federationClient })
      const { expiresAt, ...identity } = await signer.whoami()
      expect(identity).toEqual({
        principal: 'x509',
        tenancy,
        region: undefined,
        source: 'X.509 federation',
        renewing: false,
        lastError: undefined,
      })
      expect(expiresAt).toBe((await federationClient.credential()).expiresAt)
      expect(await signer.region()).toBeUndefined()
    })
  })

  test('is left by a signal, and hands out another credential for a refused one', async () => {
    const client = await clientWith()
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(client.getSecurityToken({ signal })).rejects.toThrow('enough')
    await expect(client.credential({ signal })).rejects.toThrow('enough')
    const rejected = await client.credential()
    expect((await client.credential({ rejected })).keyId).not.toBe(rejected.keyId)
    await client.close()
    await expect(client.getSecurityToken()).rejects.toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
  })

  test('takes the clock of this machine where none is given', async () => {
    const dates: (string | undefined)[] = []
    const httpClient: HttpClient = async ({ headers }) => {
      dates.push(headers?.['date'])
      throw new Error('not sent')
    }
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 5, 1) })
    const { certificatePem, privateKeyPem } = await instance.oci.certificates()
    const leaf = await new PEMStringCertificateRetriever({
      certificatePem,
      privateKeyPem,
      clockToleranceMs: Infinity,
    }).refresh()
    const client = await clientWith({
      httpClient,
      leafCertificateRetriever: { current: () => leaf, refresh: async () => leaf },
    })
    await expect(client.getSecurityToken()).rejects.toThrow('not sent')
    vi.useRealTimers()
    expect(dates).toEqual(['Mon, 01 Jun 2026 00:00:00 GMT'])
  })

  test('a certificate without its key is refused before anything is sent', async () => {
    const { certificatePem } = await instance.oci.certificates()
    const client = await clientWith({ leafCertificateRetriever: new PEMStringCertificateRetriever({ certificatePem }) })
    await expect(client.getSecurityToken()).rejects.toMatchObject({
      code: 'ERR_MISSING_INPUT',
      names: ['its private key'],
      message: expect.stringContaining('The leaf certificate lacks its private key'),
    })
    expect(instance.exchanges).toBe(0)
  })

  describe('an instance principal with certificates of its own', () => {
    test('needs no metadata service when it is told its region', async () => {
      const signer = new InstancePrincipalsSecurityTokenSigner({
        ...(await retrievers()),
        env: { OCI_SDK_AUTH_CLIENT_REGION_URL: instance.oci.url },
        region: ' PHX ',
      })
      expect((await createSignedFetch(signer)(instance.regions)).status).toBe(200)
      expect(await signer.whoami()).toMatchObject({ region: 'us-phoenix-1', source: 'given certificate' })
      expect(instance.metadataRounds).toBe(0)
    })

    test('sends no intermediate certificate of the metadata service with them', async () => {
      const sent: unknown[] = []
      const httpClient: HttpClient = async (request) => {
        sent.push(JSON.parse(String(request.body)))
        throw new Error('not sent')
      }
      const { leafCertificateRetriever } = await retrievers()
      const asked = (): number => instance.oci.count('GET', '/opc/v2/identity/intermediate.pem')
      const before = asked()
      const signer = instance.signer({ leafCertificateRetriever, httpClient })
      await expect(signer.ready()).rejects.toThrow('not sent')
      expect(sent).toEqual([expect.not.objectContaining({ intermediateCertificates: expect.anything() })])
      expect(asked()).toBe(before)
    })

    test('takes them from files, which may be replaced', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'certificates-'))
      const write = async (): Promise<void> => {
        const { certificatePem, privateKeyPem, intermediatePem } = await instance.oci.certificates()
        await writeFile(join(folder, 'cert.pem'), certificatePem + intermediatePem)
        await writeFile(join(folder, 'key.pem'), privateKeyPem)
      }
      await write()
      const leafCertificateRetriever = new FileBasedCertificateRetriever({
        certificateFilePath: join(folder, 'cert.pem'),
        privateKeyPemFilePath: join(folder, 'key.pem'),
      })
      const { intermediateCertificateRetrievers } = await retrievers()
      const signer = instance.signer({
        leafCertificateRetriever,
        intermediateCertificateRetrievers,
        federationEndpoint: instance.oci.url,
        region: 'us-phoenix-1',
      })
      await signer.ready()
      await instance.oci.rotateCertificates({ revokeOld: true })
      await write()
      await signer.refresh()
      expect(instance.exchanges).toBe(2)
      await rm(folder, { recursive: true })
    })
  })
})

describe('over TLS, a federation client', () => {
  let instance: Instance
  let folder: string
  beforeAll(async () => {
    instance = await Instance.start({ tls: true })
    folder = await mkdtemp(join(tmpdir(), 'ca-'))
    await writeFile(join(folder, 'ca.pem'), String(instance.oci.ca))
  })
  afterEach(() => instance.reset())
  afterAll(async () => {
    await instance.oci.close()
    await rm(folder, { recursive: true })
  })

  test.each([
    ['trusts the CA at a path', 'ca.pem', 1],
    ['trusts anybody when it is told so', false, 1],
    ['trusts nobody unknown', undefined, 0],
  ] as const)('%s', async (_, trusted, exchanges) => {
    const signer = instance.signer({
      metadataHttpClient: createHttpClient({ certBundleVerify: join(folder, 'ca.pem') }),
      federationClientCertBundleVerify: trusted === 'ca.pem' ? join(folder, trusted) : trusted,
    })
    const reason = await signer.ready().catch((error: { readonly reason?: string }) => error.reason)
    expect(reason).toBe(exchanges === 0 ? 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' : undefined)
    expect(instance.exchanges).toBe(exchanges)
  })
})
