// The principals that oci-common has, as a program uses them; each entry yields its provider of authentication details.
import { generateKeyPairSync } from 'node:crypto'

const { env } = process

export const PEER_PRINCIPALS = {
  instance({ common, loadPeer, tenancy, isKeyGiven }) {
    makeAcceptable(loadPeer, tenancy)
    const key = isKeyGiven && keyPair()
    return () => {
      const builder = new common.InstancePrincipalsAuthenticationDetailsProviderBuilder()
      // It knows no environment variables; its builder has a setter for one address and a template for the other.
      builder.metadataBaseUrl = env.OCI_METADATA_BASE_URL
      builder.template = env.OCI_SDK_AUTH_CLIENT_REGION_URL
      if (key) builder.sessionKeySupplier = { getKeyPair: () => key, refreshKeys() {} }
      return builder.build()
    }
  },
  'resource-2.2':
    ({ common }) =>
    () =>
      common.ResourcePrincipalAuthenticationDetailsProvider.builder(),
  oke:
    ({ common }) =>
    () => {
      const { OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH: ca, OCI_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH: token } = env
      return common.OkeWorkloadIdentityAuthenticationDetailsProvider.builder(ca, token)
    },
  user:
    ({ common }) =>
    () =>
      new common.ConfigFileAuthenticationDetailsProvider(env.OCI_CONFIG_FILE, 'DEFAULT'),
  session:
    ({ common }) =>
    () =>
      new common.SessionAuthDetailProvider(env.OCI_CONFIG_FILE, 'SESSION'),
}

/** The emulator and oci-common differ in two things, which are evened out here. Neither takes time worth measuring. */
function makeAcceptable(loadPeer, tenancy) {
  // Of several attributes in one part of a certificate's subject it reads the first, which here is not the tenancy.
  loadPeer('oci-common/lib/auth/helpers/auth-utils').default.getTenantIdFromCertificate = () => tenancy
  // In the request for a token it signs "date" and leaves "x-date" unsigned; the emulator refuses that.
  const send = globalThis.fetch
  globalThis.fetch = (address, init) => {
    if (String(address).endsWith('/v1/x509')) init.headers.delete('x-date')
    return send(address, init)
  }
}

function keyPair() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return { getPublic: () => publicKey, getPrivate: () => privateKey }
}
