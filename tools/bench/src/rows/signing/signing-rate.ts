// How the signing rate grows with the number of requests in flight, beside the thread pool alone and oci-common.
import { sign } from 'node:crypto'
import { promisify } from 'node:util'
import { Signer } from '@x/signer'
import { apiKey, getRequest, keyObject } from '../../fixtures.ts'
import { concurrently, interleaved, spreadOf, type Spread } from '../../measure.ts'
import { peerSigning } from '../../peers.ts'
import type { Measurement } from '../../row.ts'

const IN_FLIGHT = [1, 2, 4, 8, 16, 32, 64, 128, 256]
/** A turn has to be long enough to keep that many under way. */
const countFor = (inFlight: number): number => Math.max(128, 2 * inFlight)
/** Of each of the nine comparisons. */
const MAX_ROUNDS = 11

const LABELS = { ours: '@x/signer', bare: 'bare thread pool', peer: 'oci-common' }

export const measure: Measurement = async ({ rounds }) => {
  const signer = new Signer(apiKey)
  const { signingString } = await signer.sign(getRequest)
  const bytes = Buffer.from(signingString)
  const signInPool = promisify(sign)
  const tasks = {
    ours: () => signer.sign(getRequest),
    bare: () => signInPool('sha256', bytes, keyObject),
    peer: peerSigning(getRequest.method, getRequest.url),
  }
  const rates: Record<keyof typeof tasks, { x: number; y: Spread }[]> = { ours: [], bare: [], peer: [] }
  for (const x of IN_FLIGHT) {
    const count = countFor(x)
    const work = (task: () => unknown) => concurrently(count, x, task)
    const spentMs = await interleaved(
      { ours: work(tasks.ours), bare: work(tasks.bare), peer: work(tasks.peer) },
      { rounds: Math.min(rounds, MAX_ROUNDS) },
    )
    for (const name of ['ours', 'bare', 'peer'] as const)
      rates[name].push({ x, y: spreadOf(spentMs[name].map((ms) => (count / ms) * 1000)) })
  }
  const best = Math.max(...rates.ours.map(({ y }) => y.median))
  const bestPeer = Math.max(...rates.peer.map(({ y }) => y.median))
  return [
    {
      what: `most signatures per second, with ${IN_FLIGHT[0]} to ${IN_FLIGHT.at(-1)} in flight`,
      measured: `${Math.round(best)}/s; oci-common ${Math.round(bestPeer)}/s`,
      raw: rates,
      plot: {
        kind: 'lines',
        name: 'signing-rate',
        title: 'Signatures of a GET with RSA-2048, by requests in flight',
        xLabel: 'in flight',
        yLabel: 'per second (band: 10th to 90th percentile)',
        series: (['ours', 'bare', 'peer'] as const).map((name) => ({ label: LABELS[name], points: rates[name] })),
      },
    },
  ]
}
