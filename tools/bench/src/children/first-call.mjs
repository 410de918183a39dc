// Makes the first signed call as an instance principal, and tells how long it took, in milliseconds:
// node first-call.mjs ours|peer new|given <folder of oci-common> <tenancy>, led to the emulator by the environment.
// "given" takes a session key that is there already, so that what is left does not depend on how soon primes are found.
import { generateKeyPairSync } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import { createRequire } from 'node:module'

const [, , name, keyChoice, peerFolder, tenancy] = process.argv
const { OCI_METADATA_BASE_URL, OCI_SDK_AUTH_CLIENT_REGION_URL } = process.env
const url = `${OCI_SDK_AUTH_CLIENT_REGION_URL}/20160918/regions`
const isKeyGiven = keyChoice === 'given'

const contenders = {
  async ours() {
    const { InstancePrincipalsSecurityTokenSigner, SessionKeySupplier } = await import('@x/auth-federation')
    const { createSignedFetch } = await import('@x/fetch')
    return async () => {
      const key = isKeyGiven && (await new SessionKeySupplier().refresh())
      const options = key ? { sessionKeySupplier: { refresh: async () => key } } : {}
      return () => createSignedFetch(new InstancePrincipalsSecurityTokenSigner(options))(url)
    }
  },
  async peer() {
    const loadPeer = createRequire(peerFolder)
    const common = loadPeer('oci-common')
    makeAcceptable(loadPeer)
    return async () => {
      const key = isKeyGiven && keyPair()
      return async () => {
        const builder = new common.InstancePrincipalsAuthenticationDetailsProviderBuilder()
        // It knows no environment variables; its builder has a setter for one address and a template for the other.
        builder.metadataBaseUrl = OCI_METADATA_BASE_URL
        builder.template = OCI_SDK_AUTH_CLIENT_REGION_URL
        if (key) builder.sessionKeySupplier = { getKeyPair: () => key, refreshKeys() {} }
        const signer = new common.DefaultRequestSigner(await builder.build())
        return new common.FetchHttpClient(signer).send({ method: 'GET', uri: url, headers: new Headers() })
      }
    }
  },
}

/** The emulator and oci-common differ in two things, which are evened out here. Neither takes time worth measuring. */
function makeAcceptable(loadPeer) {
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

/** When requests left and when they were answered, by either of Node's clients. */
const marks = []
const note = (kind) => (message) => {
  marks.push({ kind, path: message.request.path, at: performance.now() })
}
for (const channel of ['http.client.request.start', 'undici:request:create']) subscribe(channel, note('sent'))
for (const channel of ['http.client.response.finish', 'undici:request:headers']) subscribe(channel, note('answered'))

/** What the time of the call went into, one after the other. */
function phases(start, end) {
  const metadata = marks.filter(({ path }) => path.startsWith('/opc/'))
  const token = marks.filter(({ path }) => path === '/v1/x509')
  const times = [
    ['load and start', metadata[0].at],
    ['metadata', metadata.at(-1).at],
    ['key and signature', token[0].at],
    ['token', token.at(-1).at],
    ['signed call', end],
  ]
  let before = start
  const spent = {}
  for (const [phase, at] of times) {
    spent[phase] = at - before
    before = at
  }
  return spent
}

const importStart = performance.now()
const prepare = await contenders[name]()
const importMs = performance.now() - importStart
const call = await prepare()

const callStart = performance.now()
const response = await call()
await response.text()
const callEnd = performance.now()
const callMs = callEnd - callStart
if (response.status !== 200) throw new Error(`The call was answered with ${response.status}.`)
// oci-common's circuit breakers have timers that would keep the process alive.
process.stdout.write(JSON.stringify({ importMs, callMs, phasesMs: phases(callStart, callEnd) }), () => process.exit())
