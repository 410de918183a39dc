// No token and no key shows in what a principal prints, serialises or throws.
import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { PEMStringCertificateRetriever } from '@x/cert-retrievers'
import {
  InstancePrincipalsDelegationTokenSigner,
  SessionKeySupplier,
  X509FederationClient,
  X509FederationClientBasedSecurityTokenSigner,
} from '../src/index.ts'
import { EXCHANGE_FAULTS, Instance } from './instance.ts'

const DELEGATION = 'delegation-secret'
const shown = (value: unknown): string =>
  [inspect(value, { depth: 12, showHidden: true, getters: true }), JSON.stringify(value) ?? '', String(value)].join(
    '\n',
  )

describe('secrets', () => {
  let instance: Instance
  beforeAll(async () => void (instance = await Instance.start()))
  afterAll(() => instance.oci.close())
  beforeEach(() => instance.reset())

  test('do not show in anything public', async () => {
    const { certificatePem, privateKeyPem, intermediatePem } = await instance.oci.certificates()
    const sessionKeySupplier = new SessionKeySupplier()
    const federationClient = new X509FederationClient({
      federationEndpoint: instance.oci.url,
      tenancyId: instance.oci.tenancy,
      sessionKeySupplier,
      leafCertificateRetriever: new PEMStringCertificateRetriever({ certificatePem, privateKeyPem }),
      intermediateCertificateRetrievers: [new PEMStringCertificateRetriever({ certificatePem: intermediatePem })],
    })
    const token = await federationClient.getSecurityToken()
    const x509 = new X509FederationClientBasedSecurityTokenSigner({ federationClient })
    const principal = instance.signer()
    const delegating = new InstancePrincipalsDelegationTokenSigner({ env: instance.env, delegationToken: DELEGATION })
    const request = { method: 'GET', url: instance.regions }
    const signed = await Promise.all([x509, principal, delegating].map((signer) => signer.sign(request)))
    const credential = await federationClient.credential()
    const everything = [
      federationClient,
      x509,
      principal,
      delegating,
      credential,
      sessionKeySupplier.current(),
      ...signed,
    ]
    const identities = await Promise.all([x509, principal, delegating].map((signer) => signer.whoami()))
    const secrets = [token, ...signed.map(({ keyId }) => keyId.slice(3)), DELEGATION, privateKeyPem.split('\n')[2]]
    for (const text of [...everything, ...identities].map(shown)) {
      for (const secret of secrets) expect(text).not.toContain(secret)
      expect(text).not.toMatch(/PRIVATE KEY|eyJ/)
    }
  })

  test.each(EXCHANGE_FAULTS)('do not show in the error after %o', async (effect) => {
    instance.oci.faults.add({ match: { path: '/v1/x509' }, effect })
    const error: unknown = await instance
      .signer()
      .ready()
      .catch((cause: unknown) => cause)
    expect(error).toBeInstanceOf(Error)
    expect(shown(error)).not.toMatch(/PRIVATE KEY|eyJ|signature="(?!<)[\w+/]/)
  })
})
