// Many signatures at once, beside the thread pool alone and beside oci-common.
import { sign } from 'node:crypto'
import { promisify } from 'node:util'
import { Signer } from '@x/signer'
import { apiKey, getRequest, keyObject } from '../../fixtures.ts'
import { concurrently, interleaved, quantile, ratios, spreadOf } from '../../measure.ts'
import { peerSigning } from '../../peers.ts'
import { perSecond, showSpread, TIMES, type Measurement } from '../../row.ts'

const IN_FLIGHT = 64
const COUNT = 4 * IN_FLIGHT
const GOAL = 0.95
const PEER_GOAL = 6
const WARM_UP_ROUNDS = 5

export const measure: Measurement = async ({ rounds }) => {
  const signer = new Signer(apiKey)
  const { signingString } = await signer.sign(getRequest)
  const bytes = Buffer.from(signingString)
  const signInPool = promisify(sign)
  const spentMs = await interleaved(
    {
      ours: concurrently(COUNT, IN_FLIGHT, () => signer.sign(getRequest)),
      bare: concurrently(COUNT, IN_FLIGHT, () => signInPool('sha256', bytes, keyObject)),
      peer: concurrently(COUNT, IN_FLIGHT, peerSigning(getRequest.method, getRequest.url)),
    },
    { rounds, warmUpRounds: WARM_UP_ROUNDS },
  )
  const speed = spreadOf(ratios(spentMs.bare, spentMs.ours))
  const overPeer = spreadOf(ratios(spentMs.peer, spentMs.ours))
  const rate = perSecond(COUNT, quantile(spentMs.ours, 0.5))
  return [
    {
      what: `sign with ${IN_FLIGHT} in flight / bare thread pool`,
      goal: `≥ ${GOAL} ×`,
      measured: `${showSpread(speed, TIMES)}, ${rate}`,
      reached: speed.median >= GOAL,
      raw: { count: COUNT, spentMs, speed },
    },
    {
      what: '  / oci-common',
      goal: `≥ ${PEER_GOAL} ×`,
      measured: showSpread(overPeer, TIMES),
      reached: overPeer.median >= PEER_GOAL,
      raw: overPeer,
    },
  ]
}
