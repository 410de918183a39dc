// Every signer and every way to send keeps to the hosts that the signer is pinned to, before anything is made or asked for.
import { generateKeyPairSync } from 'node:crypto'
import axios from 'axios'
import { describe, expect, test, vi } from 'vitest'
import {
  attachSigner,
  createOciHttpClient,
  createSignedFetch,
  createSigner,
  InstancePrincipalsDelegationTokenSigner,
  InstancePrincipalsSecurityTokenSigner,
  OauthExchangeTokenSigner,
  presign,
  SecurityTokenSigner,
  ServiceClient,
  Signer,
  signerFromConfig,
  TokenExchangeSigner,
  UserSecurityTokenSigner,
  X509FederationClient,
  X509FederationClientBasedSecurityTokenSigner,
  type RequestSigner,
} from '../src/index.ts'

const onlyHosts = ['a.example']
const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()
const user = {
  tenancy: 'ocid1.tenancy.oc1..a',
  user: 'ocid1.user.oc1..b',
  fingerprint: '20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34',
}
const asked = vi.fn(async (): Promise<never> => {
  throw new Error('Somebody was asked.')
})

const apiKey = (): Signer => new Signer({ ...user, privateKey: pem, onlyHosts })

const SIGNERS: Readonly<Record<string, () => RequestSigner | Promise<RequestSigner>>> = {
  Signer: apiKey,
  'Signer.fromConfig': () => Signer.fromConfig({ ...user, keyContent: pem }, { onlyHosts }),
  SecurityTokenSigner: () => new SecurityTokenSigner({ token: 'eyJ.e30.x', privateKey: pem, onlyHosts }),
  'SecurityTokenSigner over files': () =>
    new SecurityTokenSigner({ tokenFile: '/not/there', privateKeyFile: '/not/there', onlyHosts }),
  createSigner: () => createSigner(asked, { onlyHosts }),
  'signerFromConfig, API key': () => signerFromConfig({ ...user, keyContent: pem }, { onlyHosts }),
  'signerFromConfig, session': () =>
    signerFromConfig({ ...user, securityTokenFile: '/not/there', keyFile: '/not/there' }, { onlyHosts }),
  'signerFromConfig, instance': () =>
    signerFromConfig({ authenticationType: 'instance_principal' }, { onlyHosts, env: {} }),
  InstancePrincipalsSecurityTokenSigner: () =>
    new InstancePrincipalsSecurityTokenSigner({ httpClient: asked, onlyHosts }),
  InstancePrincipalsDelegationTokenSigner: () =>
    new InstancePrincipalsDelegationTokenSigner({ delegationToken: asked, httpClient: asked, onlyHosts }),
  X509FederationClientBasedSecurityTokenSigner: () => {
    const retriever = { current: asked, refresh: asked }
    const federationClient = new X509FederationClient({
      federationEndpoint: 'https://auth.us-phoenix-1.oraclecloud.com',
      tenancyId: user.tenancy,
      leafCertificateRetriever: retriever as never,
      sessionKeySupplier: { refresh: asked },
      httpClient: asked,
    })
    return new X509FederationClientBasedSecurityTokenSigner({ federationClient, onlyHosts })
  },
  OauthExchangeTokenSigner: () =>
    new OauthExchangeTokenSigner({
      signer: { sign: asked },
      scope: 'a',
      targetCompartment: 'b',
      httpClient: asked,
      onlyHosts,
    }),
  TokenExchangeSigner: () =>
    new TokenExchangeSigner({
      domainUrl: 'https://idcs-1.identity.oraclecloud.com',
      signer: { sign: asked },
      subjectToken: asked,
      httpClient: asked,
      onlyHosts,
    }),
  UserSecurityTokenSigner: () =>
    new UserSecurityTokenSigner({ client: { generateUserSecurityToken: asked } as never, onlyHosts }),
}

const REFUSED = { code: 'ERR_SIGNING', kind: 'foreign-host' }

describe.each(Object.entries(SIGNERS))('%s', (_, make) => {
  test.each(['https://b.example/', 'http://a.example/'])('refuses %s, and asks nobody', async (url) => {
    const signer = await make()
    await expect(signer.sign({ method: 'GET', url })).rejects.toMatchObject(REFUSED)
    await expect(presign({ method: 'GET', url }, signer)).rejects.toMatchObject(REFUSED)
    expect(asked).not.toHaveBeenCalled()
  })
})

describe('nothing is sent', () => {
  const url = 'https://b.example/'

  test('by fetch', async () => {
    await expect(createSignedFetch(apiKey(), { fetch: asked })(url)).rejects.toMatchObject(REFUSED)
    expect(asked).not.toHaveBeenCalled()
  })

  test('by the clients of Oracle’s SDK', async () => {
    const request = { method: 'GET', uri: url, headers: new Headers() }
    await expect(createOciHttpClient(apiKey(), { fetch: asked }).send(request)).rejects.toMatchObject(REFUSED)
    expect(asked).not.toHaveBeenCalled()
  })

  test('by axios', async () => {
    const instance = axios.create({ adapter: asked })
    attachSigner(instance, apiKey())
    await expect(instance.get(url)).rejects.toMatchObject(REFUSED)
    expect(asked).not.toHaveBeenCalled()
  })

  test('by the client of services', async () => {
    const client = new ServiceClient({ endpoint: url, signer: apiKey(), httpClient: asked })
    const call = client.call({ operation: 'Get', method: 'GET', path: '/', parse: String })
    await expect(call).rejects.toMatchObject(REFUSED)
    expect(asked).not.toHaveBeenCalled()
  })
})
