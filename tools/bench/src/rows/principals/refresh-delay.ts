// For how long other work has to wait while a session key is made and a token fetched for it.
import { createRequire } from 'node:module'
import { InstancePrincipalsSecurityTokenSigner } from '@x/auth-federation'
import { loopDelays } from '../../event-loop.ts'
import { withEmulator } from '../../loopback.ts'
import { spreadOf } from '../../measure.ts'
import { peerFolder } from '../../peers.ts'
import { MILLISECONDS, show, showSpread, type Measurement } from '../../row.ts'

const GOAL_MS = 10
const WARM_UP_ROUNDS = 3

interface PeerKeys {
  readonly default: new () => { refreshKeys(): void }
}

export const measure: Measurement = ({ rounds }) =>
  withEmulator(async ({ environment: env }) => {
    // A principal refuses to renew its token again within ten seconds. The first token of a new one takes all that, and the region.
    const getToken = async (): Promise<void> => {
      const signer = new InstancePrincipalsSecurityTokenSigner({ env })
      await signer.ready()
      await signer.close()
    }
    // What is loaded when first used is loaded now.
    for (let round = 0; round < WARM_UP_ROUNDS; round++) await getToken()
    const delays = await loopDelays(getToken, rounds)
    const p99Ms = spreadOf(delays.map((delay) => delay.p99Ms))
    const longestMs = spreadOf(delays.map((delay) => delay.longestMs))

    const { default: PeerKeySupplier } = createRequire(peerFolder('oci-common'))(
      'oci-common/lib/auth/session-key-supplier',
    ) as PeerKeys
    const peer = new PeerKeySupplier()
    const peerDelays = await loopDelays(() => peer.refreshKeys(), rounds)
    const peerLongestMs = spreadOf(peerDelays.map((delay) => delay.longestMs))
    return [
      {
        what: 'event-loop delay while a key is made and a token fetched: p99',
        goal: `< ${GOAL_MS} ms`,
        measured: `${showSpread(p99Ms, MILLISECONDS)}; longest hold ${show(longestMs.median, MILLISECONDS)}`,
        reached: p99Ms.median < GOAL_MS,
        raw: { delays, p99Ms, longestMs },
      },
      {
        what: '  oci-common: longest hold while it makes a key, without a token',
        measured: showSpread(peerLongestMs, MILLISECONDS),
        raw: { delays: peerDelays, longestMs: peerLongestMs },
      },
    ]
  })
