// What a fleet's store costs: a replay check beside the store's own SET NX, and a signature while there is nothing to fetch.
import { TokenExchangeSigner } from '@x/auth-federation'
import { startEmulator } from '@x/emulator'
import { memoryStore, pacing, redisStore, replayStore, type Store } from '@x/fleet'
import { hasServer, RedisServer } from '@x-tools/testkit/redis-server'
import { createClient } from 'redis'
import { concurrently, interleaved, ratios, spreadOf } from '../measure.ts'
import { perSecond, showSpread, TIMES, type Measurement, type Row } from '../row.ts'

const COUNT = 2_000
const IN_FLIGHT = 64
const GOAL = 0.5
const SIGNATURES = 1_000

export const measure: Measurement = async ({ rounds }) => [await replayCheck(rounds), await nothingToFetch()]

async function replayCheck(rounds: number): Promise<Row> {
  const what = `replay check beside SET NX, ${IN_FLIGHT} in flight`
  if (!hasServer) return { what, measured: 'not measured: this machine has no redis-server', raw: {} }
  const server = await RedisServer.start()
  const client = createClient({ socket: { host: '127.0.0.1', port: server.port } })
  await client.connect()
  try {
    const seen = replayStore(redisStore(client), { whenDown: 'refuse' })
    let number = 0
    const spentMs = await interleaved(
      {
        check: concurrently(COUNT, IN_FLIGHT, () => seen(`id-${number++}`, 300_000, 0)),
        bare: concurrently(COUNT, IN_FLIGHT, () => client.set(`bare-${number++}`, '1', { NX: true, PX: 360_000 })),
      },
      { rounds },
    )
    const rate = spreadOf(ratios(spentMs.bare, spentMs.check))
    const [ownMs, bareMs] = [spreadOf(spentMs.check).median, spreadOf(spentMs.bare).median]
    return {
      what,
      goal: `≥ ${GOAL} ×`,
      measured: `${showSpread(rate, TIMES)}: ${perSecond(COUNT, ownMs)} of ${perSecond(COUNT, bareMs)}`,
      reached: rate.median >= GOAL,
      raw: { count: COUNT, spentMs, rate },
    }
  } finally {
    client.destroy()
    await server.remove()
  }
}

/** Counted, not timed. */
async function nothingToFetch(): Promise<Row> {
  const oci = await startEmulator()
  let operations = 0
  const store = counted(memoryStore(), () => operations++)
  const { url: domainUrl, clientId, clientSecret } = oci.identityDomain
  const subjectToken = (): Promise<string> => oci.identityDomain.issueSubjectToken()
  const signer = new TokenExchangeSigner({ domainUrl, clientId, clientSecret, subjectToken, sharing: pacing(store) })
  await signer.ready()
  const before = operations
  for (let each = 0; each < SIGNATURES; each++) await signer.sign({ method: 'GET', url: `${oci.url}/20160918/regions` })
  await oci.close()
  const asked = operations - before
  return {
    what: `operations of a fleet’s store in ${SIGNATURES} signatures with nothing to fetch`,
    goal: '0',
    measured: String(asked),
    reached: asked === 0,
    mustHold: true,
    raw: { asked, before },
  }
}

const counted = (store: Store, count: () => void): Store => ({
  get: (key) => (count(), store.get(key)),
  setIfAbsent: (...given) => (count(), store.setIfAbsent(...given)),
  compareAndSet: (...given) => (count(), store.compareAndSet(...given)),
})
