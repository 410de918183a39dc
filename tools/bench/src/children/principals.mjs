// Every principal as a program uses it, led by its environment. Each entry loads what it needs and yields what makes the signer, so
// that each of the two can be timed.
const federation = () => import('@x/auth-federation')

const resource = async () => {
  const { getResourcePrincipalsSigner } = await federation()
  return () => getResourcePrincipalsSigner()
}

const profile = async (name) => {
  const { signerFromConfig } = await federation()
  const { loadConfig } = await import('@x/config')
  return async () => signerFromConfig(await loadConfig({ profile: name }))
}

export const PRINCIPALS = {
  async instance() {
    const { InstancePrincipalsSecurityTokenSigner } = await federation()
    return ({ sessionKeySupplier }) => new InstancePrincipalsSecurityTokenSigner({ sessionKeySupplier })
  },
  async delegation() {
    const { InstancePrincipalsDelegationTokenSigner } = await federation()
    return () => new InstancePrincipalsDelegationTokenSigner({ delegationToken: 'e30.e30.e30' })
  },
  'resource-1.1': resource,
  'resource-2.1': resource,
  'resource-2.1.1': resource,
  'resource-2.1.2': resource,
  'resource-2.2': resource,
  'resource-3.0': resource,
  async oke() {
    const { getOkeWorkloadIdentitySigner } = await federation()
    return () => getOkeWorkloadIdentitySigner()
  },
  async 'token-exchange'() {
    const { TokenExchangeSigner, tokenExchangeFromEnvironment } = await federation()
    return () => new TokenExchangeSigner(tokenExchangeFromEnvironment())
  },
  async oauth() {
    const { OauthExchangeTokenSigner } = await federation()
    const wrapped = await profile('DEFAULT')
    const targetCompartment = 'ocid1.compartment.oc1..aaaa'
    const scope = `monitoring_write_urn-${targetCompartment}:instance`
    return async ({ url }) =>
      new OauthExchangeTokenSigner({ signer: await wrapped(), scope, targetCompartment, oauthTokenEndpoint: url })
  },
  user: () => profile('DEFAULT'),
  session: () => profile('SESSION'),
}
