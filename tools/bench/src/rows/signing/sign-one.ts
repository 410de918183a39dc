// One signature at a time, beside the signature alone.
import { sign } from 'node:crypto'
import { Signer } from '@x/signer'
import { apiKey, getRequest, keyObject } from '../../fixtures.ts'
import { interleaved, quantile, ratios, serially, spreadOf } from '../../measure.ts'
import { peerSigning } from '../../peers.ts'
import { perSecond, showSpread, TIMES, type Measurement } from '../../row.ts'

const COUNT = 50
const GOAL = 0.95
/** The few microseconds around a signature are worth measuring only once they are compiled. */
const WARM_UP_ROUNDS = 20

export const measure: Measurement = async ({ rounds }) => {
  const signer = new Signer(apiKey)
  const { signingString } = await signer.sign(getRequest)
  const bytes = Buffer.from(signingString)
  const spentMs = await interleaved(
    {
      ours: serially(COUNT, () => signer.sign(getRequest)),
      bare: serially(COUNT, () => sign('sha256', bytes, keyObject)),
      peer: serially(COUNT, peerSigning(getRequest.method, getRequest.url)),
    },
    { rounds, warmUpRounds: WARM_UP_ROUNDS },
  )
  const speed = spreadOf(ratios(spentMs.bare, spentMs.ours))
  const overPeer = spreadOf(ratios(spentMs.peer, spentMs.ours))
  const rate = perSecond(COUNT, quantile(spentMs.ours, 0.5))
  return [
    {
      what: 'sign one GET at a time / bare crypto.sign',
      goal: `≥ ${GOAL} ×`,
      measured: `${showSpread(speed, TIMES)}, ${rate}`,
      reached: speed.median >= GOAL,
      raw: { count: COUNT, spentMs, speed },
    },
    { what: '  / oci-common', measured: showSpread(overPeer, TIMES), raw: overPeer },
  ]
}
