// Makes the first signed call as a principal, and tells how long it took, in milliseconds:
// node first-call.mjs ours|peer <principal> new|given <url> <folder of oci-common> <tenancy>, led to the emulator by the environment.
// "given" takes a session key that is there already, so that what is left does not depend on how soon primes are found.
import { subscribe } from 'node:diagnostics_channel'
import { createRequire } from 'node:module'

const [, , contender, principal, keyChoice, url, peerFolder, tenancy] = process.argv
const target = `${url}/20160918/regions`
const isKeyGiven = keyChoice === 'given'

/** Each loads what it needs, then prepares what is not to be timed, then yields the call. */
const contenders = {
  async ours() {
    const { PRINCIPALS } = await import('./principals.mjs')
    const makeSigner = await PRINCIPALS[principal]()
    const { createSignedFetch } = await import('@x/fetch')
    return async () => {
      const sessionKeySupplier = isKeyGiven ? await suppliedKey() : undefined
      return async () => createSignedFetch(await makeSigner({ url, sessionKeySupplier }))(target)
    }
  },
  async peer() {
    const { PEER_PRINCIPALS } = await import('./peer-principals.mjs')
    const loadPeer = createRequire(peerFolder)
    const common = loadPeer('oci-common')
    return async () => {
      const makeProvider = PEER_PRINCIPALS[principal]({ common, loadPeer, tenancy, isKeyGiven })
      return async () => {
        const signer = new common.DefaultRequestSigner(await makeProvider())
        return new common.FetchHttpClient(signer).send({ method: 'GET', uri: target, headers: new Headers() })
      }
    }
  },
}

async function suppliedKey() {
  const { SessionKeySupplier } = await import('@x/auth-federation')
  const key = await new SessionKeySupplier().refresh()
  return { refresh: async () => key }
}

/** When requests left and when they were answered, by either of Node's clients. */
const marks = []
const note = (kind) => (message) => {
  marks.push({ kind, path: message.request.path, at: performance.now() })
}
for (const channel of ['http.client.request.start', 'undici:request:create']) subscribe(channel, note('sent'))
for (const channel of ['http.client.response.finish', 'undici:request:headers']) subscribe(channel, note('answered'))

/** What the time of an instance's call went into, one after the other. */
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

async function timed() {
  const importStart = performance.now()
  const prepare = await contenders[contender]()
  const importMs = performance.now() - importStart
  const call = await prepare()
  const callStart = performance.now()
  const response = await call()
  await response.text()
  const callEnd = performance.now()
  if (response.status !== 200) throw new Error(`The call was answered with ${response.status}.`)
  const phasesMs = principal === 'instance' ? phases(callStart, callEnd) : {}
  return { importMs, callMs: callEnd - callStart, phasesMs }
}

/** The innermost cause says the most. */
const reasonOf = (error) => (error?.cause ? reasonOf(error.cause) : String(error?.message ?? error))

const outcome = await timed().catch((error) => {
  // What oci-common cannot do is told in the table; what ours cannot do ends the measurement.
  if (contender === 'ours') throw error
  return { failure: reasonOf(error) }
})
// oci-common's circuit breakers have timers that would keep the process alive.
process.stdout.write(JSON.stringify(outcome), () => process.exit())
