// The examples of Oracle's own documentation, translated: what its readers type first.
import { createPublicKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import {
  attachSigner,
  createSignedFetch,
  DataplaneClient,
  DEFAULT_RETRY_STRATEGY,
  endpointFor,
  FileBasedCertificateRetriever,
  InstancePrincipalsSecurityTokenSigner,
  loadConfig,
  loadPrivateKeyFromFile,
  NONE_RETRY_STRATEGY,
  SecurityTokenSigner,
  SessionKeySupplier,
  Signer,
  X509FederationClient,
  X509FederationClientBasedSecurityTokenSigner,
} from '@x/sdk'
import axios from 'axios'

const IDENTITY = 'https://identity.{region}.{secondLevelDomain}'

// Raw requests: a signer from values, or from the config file; the result is raw, (de)serialise it yourself.
export const literal = new Signer({
  tenancy: 'ocid1.tenancy.oc1..aaaa',
  user: 'ocid1.user.oc1..bbbb',
  fingerprint: '20:3b:…',
  privateKeyFile: '~/.oci/oci_api_key.pem',
  passphrase: 'hunter2',
})
const config = await loadConfig({ file: '~/.oci/config' })
const signer = new Signer({
  tenancy: config.require('tenancy'),
  user: config.require('user'),
  fingerprint: config.require('fingerprint'),
  privateKeyFile: config.require('keyFile'),
  passphrase: config.passphrase,
})
const endpoint = endpointFor(IDENTITY, config.require('region'))
const url = `${endpoint}/20160918/regions`

const http = axios.create()
attachSigner(http, signer)
await http.get(url)
const user = { compartmentId: config.tenancy, name: 'TestUser', description: 'Created with a raw request' }
const made = await http.post<{ id: string }>(`${endpoint}/20160918/users/`, user)
console.log(made.data.id) // a status outside 2xx throws

const signed = await signer.sign({ method: 'GET', url })
await fetch(signed.url, signed)

// A session token written by the CLI.
const demo = await loadConfig({ profile: 'SESSION' })
const token = await readFile(demo.require('securityTokenFile'), 'utf8')
const session = new SecurityTokenSigner({ token, privateKey: await loadPrivateKeyFromFile(demo.require('keyFile')) })
const subscriptions = `/20160918/tenancies/${demo.require('tenancy')}/regionSubscriptions`
await createSignedFetch(session)(endpointFor(IDENTITY, demo.require('region')) + subscriptions)

// Instance principals, with the documentation's own 401 loop (the adapters do it by themselves unless told not to).
const instance = new InstancePrincipalsSecurityTokenSigner()
const call = createSignedFetch(instance, { refreshOn401: false })
export async function post(body: object): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await call(endpoint, { method: 'POST', body: JSON.stringify(body) })
    if (response.ok) return response
    if (response.status !== 401 || attempt === 2) throw new Error(`HTTP ${response.status}`)
    await instance.refresh()
  }
}
await createSignedFetch(instance)(`${endpointFor(IDENTITY, String(await instance.region()))}/20160918/regions`)

// X.509 federation by hand.
const federationClient = new X509FederationClient({
  federationEndpoint: 'https://auth.us-phoenix-1.oraclecloud.com/v1/x509',
  tenancyId: 'ocid1.tenancy.oc1..aaaaaaaa',
  sessionKeySupplier: new SessionKeySupplier({ keySize: 2048 }),
  leafCertificateRetriever: new FileBasedCertificateRetriever({
    certificateFilePath: 'cert.pem',
    privateKeyPemFilePath: 'key.pem',
  }),
  certBundleVerify: false,
  retryStrategy: NONE_RETRY_STRATEGY,
})
export const federated = new X509FederationClientBasedSecurityTokenSigner({
  federationClient,
  genericHeaders: ['date', '(request-target)', 'host'],
})
export const federatedToken = (): Promise<string> => federationClient.getSecurityToken()

// The data plane client.
const publicKey = await readFile(config.require('keyFile'), 'utf8').then((pem) =>
  String(createPublicKey(pem).export({ type: 'spki', format: 'pem' })),
)
const client = new DataplaneClient({
  config,
  timeoutMs: [10_000, 60_000],
  retryStrategy: DEFAULT_RETRY_STRATEGY,
  circuitBreakerCallback: console.error,
})
const scoped = await client.generateScopedAccessToken(
  { scope: 'urn:oracle:db::id::*', publicKey },
  { retryStrategy: NONE_RETRY_STRATEGY, allowControlChars: true },
)
const upst = await client.generateUserSecurityToken({ publicKey }, { opcRequestId: 'A'.repeat(32) })
console.log(scoped.data.token.length > 0, upst.data.token.length > 0)
