// A body of 10 MB, hashed and signed, beside its hash alone; and for how long other work has to wait meanwhile.
import { createHash, sign } from 'node:crypto'
import { Signer } from '@x/signer'
import { loopDelays } from '../../event-loop.ts'
import { apiKey, keyObject } from '../../fixtures.ts'
import { interleaved, quantile, ratios, spreadOf, type Spread, type Work } from '../../measure.ts'
import { peerSigning } from '../../peers.ts'
import { MILLISECONDS, show, showSpread, TIMES, type Measurement } from '../../row.ts'

const BYTES = 10_000_000
const GOAL = 0.9
const ADDRESS = 'https://iaas.us-phoenix-1.oraclecloud.com/20160918/instances'

export const measure: Measurement = async ({ rounds }) => {
  const signer = new Signer(apiKey)
  const body = Buffer.alloc(BYTES, 'x')
  const signOurs = (): Promise<unknown> => signer.sign({ method: 'POST', url: ADDRESS, body })
  const hash = (): string => createHash('sha256').update(body).digest('base64')
  const spentMs = await interleaved(
    {
      ours: signOurs,
      hash,
      hashAndSign: () => sign('sha256', Buffer.from(hash()), keyObject),
      peer: peerSigning('POST', ADDRESS, body.toString()),
    },
    { rounds },
  )
  const speed = spreadOf(ratios(spentMs.hash, spentMs.ours))
  const overBoth = spreadOf(ratios(spentMs.hashAndSign, spentMs.ours))
  const overPeer = spreadOf(ratios(spentMs.peer, spentMs.ours))
  const heldMs = await longestHold(signOurs, rounds)
  const bareHeldMs = await longestHold(hash, rounds)
  return [
    {
      what: 'hash and sign a 10 MB body / bare SHA-256',
      goal: `≥ ${GOAL} ×`,
      measured: `${showSpread(speed, TIMES)}, ${show(quantile(spentMs.ours, 0.5), MILLISECONDS)}`,
      reached: speed.median >= GOAL,
      raw: { bytes: BYTES, spentMs, speed },
    },
    { what: '  / bare SHA-256 and crypto.sign', measured: showSpread(overBoth, TIMES), raw: overBoth },
    { what: '  / oci-common', measured: showSpread(overPeer, TIMES), raw: overPeer },
    {
      what: '  longest hold of the event loop',
      measured: `${showSpread(heldMs, MILLISECONDS)}; bare SHA-256 ${show(bareHeldMs.median, MILLISECONDS)}`,
      raw: { heldMs, bareHeldMs },
    },
  ]
}

const longestHold = async (work: Work, rounds: number): Promise<Spread> =>
  spreadOf((await loopDelays(work, rounds)).map(({ longestMs }) => longestMs))
