// A body of 10 MB, hashed and signed, beside its hash alone; and for how long other work has to wait meanwhile.
import { createHash, sign } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { Signer } from '@x/signer'
import { apiKey, keyObject } from '../fixtures.ts'
import { interleaved, quantile, ratios, spreadOf, type Work } from '../measure.ts'
import { peerSigning } from '../peers.ts'
import { MILLISECONDS, show, showSpread, TIMES, type Measurement } from '../row.ts'

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
  const heldMs = spreadOf(await longestHold(signOurs, rounds))
  const bareHeldMs = spreadOf(await longestHold(hash, rounds))
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

/** Milliseconds for which nothing else had its turn while `work` ran; a millisecond of it is the timer's own. */
async function longestHold(work: Work, rounds: number): Promise<number[]> {
  const monitor = monitorEventLoopDelay({ resolution: 1 })
  const held: number[] = []
  for (let round = 0; round < rounds; round++) {
    monitor.enable()
    // The first tick sets the mark that later ones are measured from, so there has to be one before the work and one after.
    await sleep(4)
    await work()
    await sleep(4)
    monitor.disable()
    held.push(monitor.max / 1e6)
  }
  return held
}
