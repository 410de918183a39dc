// Every public function and class refuses an option that it does not know and names the one that was meant. A configuration is data.
import {
  getOkeWorkloadIdentitySigner,
  identityDomainToken,
  InstancePrincipalsDelegationTokenSigner,
  getResourcePrincipalsSigner,
  InstancePrincipalsSecurityTokenSigner,
  ResourcePrincipalsDelegationTokenSigner,
  okeToken,
  OauthExchangeTokenSigner,
  SessionKeySupplier,
  signerFromConfig,
  TokenExchangeSigner,
  X509FederationClient,
  X509FederationClientBasedSecurityTokenSigner,
} from '@x/auth-federation'
import { expect, test } from 'vitest'

const CONFIG = { authenticationType: 'instance_principal', region: 'phx' }

type Call = (options: never) => unknown
const instance: Call = (options) => new InstancePrincipalsSecurityTokenSigner(options)
const delegation: Call = (options: object) =>
  new InstancePrincipalsDelegationTokenSigner({ delegationToken: 'eyJ.e30.x', ...options })
const client: Call = (options) => new X509FederationClient(options)
const x509: Call = (options) => new X509FederationClientBasedSecurityTokenSigner(options)
const supplier: Call = (options) => new SessionKeySupplier(options)
const oke: Call = (options) => getOkeWorkloadIdentitySigner(options)
const kubectl: Call = (options) => okeToken(options)
const oauth: Call = (options) => new OauthExchangeTokenSigner(options)
const exchange: Call = (options) => new TokenExchangeSigner(options)
const domainToken: Call = (options) => identityDomainToken({ sign: () => Promise.reject(new Error('unused')) }, options)
const resource: Call = (options) => getResourcePrincipalsSigner(options)
const resourceDelegation: Call = (options: object) =>
  new ResourcePrincipalsDelegationTokenSigner({ delegationToken: 'eyJ.e30.x', ...options })
const choose: Call = (options) => signerFromConfig(CONFIG, options)

test.each<[name: string, unknown: string, nearest: string, call: Call]>([
  ['InstancePrincipalsSecurityTokenSigner', 'federation_endpoint', 'federationEndpoint', instance],
  [
    'InstancePrincipalsSecurityTokenSigner',
    'federation_client_cert_bundle_verify',
    'federationClientCertBundleVerify',
    instance,
  ],
  ['InstancePrincipalsSecurityTokenSigner', 'retry_strategy', 'federationClientRetryStrategy', instance],
  ['InstancePrincipalsSecurityTokenSigner', 'certBundleVerify', 'federationClientCertBundleVerify', instance],
  ['InstancePrincipalsSecurityTokenSigner', 'generic_headers', 'genericHeaders', instance],
  ['InstancePrincipalsSecurityTokenSigner', 'timeout', 'renewalTimeoutMs', instance],
  ['InstancePrincipalsDelegationTokenSigner', 'delegation_token', 'delegationToken', delegation],
  ['InstancePrincipalsDelegationTokenSigner', 'renewalTimeout', 'renewalTimeoutMs', delegation],
  ['X509FederationClient', 'tenancy_id', 'tenancyId', client],
  ['X509FederationClient', 'federation_client_retry_strategy', 'retryStrategy', client],
  ['X509FederationClient', 'certificateRetriever', 'leafCertificateRetriever', client],
  ['X509FederationClientBasedSecurityTokenSigner', 'federation_client', 'federationClient', x509],
  ['X509FederationClientBasedSecurityTokenSigner', 'generic_headers', 'genericHeaders', x509],
  ['SessionKeySupplier', 'key_size', 'keySize', supplier],
  ['getOkeWorkloadIdentitySigner', 'service_account_token', 'serviceAccountToken', oke],
  ['getOkeWorkloadIdentitySigner', 'proxymux_port', 'proxymuxPort', oke],
  ['getOkeWorkloadIdentitySigner', 'ca_file', 'caFile', oke],
  ['okeToken', 'cluster_id', 'clusterId', kubectl],
  ['okeToken', 'dualstack', 'dualStack', kubectl],
  ['OauthExchangeTokenSigner', 'target_compartment', 'targetCompartment', oauth],
  ['OauthExchangeTokenSigner', 'oauth_token_endpoint', 'oauthTokenEndpoint', oauth],
  ['TokenExchangeSigner', 'client_secret', 'clientSecret', exchange],
  ['TokenExchangeSigner', 'subject_token_type', 'subjectTokenType', exchange],
  ['identityDomainToken', 'domain_url', 'domainUrl', domainToken],
  ['identityDomainToken', 'requested_token_type', 'requestedTokenType', domainToken],
  ['getResourcePrincipalsSigner', 'rpt_path_provider', 'rptPathProvider', resource],
  ['getResourcePrincipalsSigner', 'retry_strategy', 'retryStrategy', resource],
  ['getResourcePrincipalsSigner', 'session_key_supplier', 'sessionKeySupplier', resource],
  ['ResourcePrincipalsDelegationTokenSigner', 'delegation_token', 'delegationToken', resourceDelegation],
  ['signerFromConfig', 'generic_headers', 'genericHeaders', choose],
  ['signerFromConfig', 'max_buffer', 'maxBufferBytes', choose],
])('%s refuses the option %s and names %s', async (_, unknown, nearest, call) => {
  const run = async (): Promise<unknown> => call({ [unknown]: 'x' } as never)
  const message = `There is no option "${unknown}". Did you mean \`${nearest}\`?`
  const expected = { name: 'TypeError', code: 'ERR_INVALID_ARGUMENT', message }
  await expect(run()).rejects.toThrow(expect.objectContaining(expected) as Error)
})

test('signerFromConfig refuses what only one kind of signer knows, whichever the configuration means', async () => {
  const options = { federationEndpoint: 'https://auth.us-phoenix-1.oraclecloud.com' }
  await expect(signerFromConfig(CONFIG, options as object)).rejects.toThrow(
    'There is no option "federationEndpoint". Use env, sharing, now, genericHeaders, bodyHeaders, requireHost, onlyHosts, maxBufferBytes.',
  )
})

test('a configuration and an environment may have any member, and what is undefined is no option', async () => {
  const config = { ...CONFIG, pass_phrase: 'x' }
  const signer = await signerFromConfig(config, { env: { whatever: 'x' }, pass_phrase: undefined } as object)
  expect(signer.status()).toMatchObject({ principal: 'instance' })
})
