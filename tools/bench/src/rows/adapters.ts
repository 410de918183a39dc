// What an adapter costs over doing by hand what it does: sign, then send with the bare client.
import { attachSigner } from '@x/axios'
import { createSignedFetch } from '@x/fetch'
import { Signer, type SignableRequest } from '@x/signer'
import { create } from 'axios'
import { apiKey } from '../fixtures.ts'
import { withServer } from '../loopback.ts'
import { interleaved, quantile, ratios, spreadOf, type Work } from '../measure.ts'
import { MILLISECONDS, PERCENT, show, showSpread, type Measurement, type Row } from '../row.ts'

/** One call in a turn, and many turns: what the machine does besides then falls on few of many ratios. */
const TURNS_PER_ROUND = 50
const GOAL = 0.05
const WARM_UP_ROUNDS = 300

const signer = new Signer(apiKey)

type Client = (request: Request) => { readonly adapter: Work; readonly byHand: Work }
interface Request extends SignableRequest {
  readonly url: string
  readonly body?: string
}

const CLIENTS: Readonly<Record<string, Client>> = {
  createSignedFetch({ method, url, body }) {
    const signedFetch = createSignedFetch(signer)
    const init = { method, body: body ?? null, ...(body !== undefined && { headers: JSON_TYPE }) }
    return {
      adapter: async () => (await signedFetch(url, init)).json(),
      byHand: async () => {
        const signed = await signer.sign({ url, ...init })
        return (await fetch(signed.url, signed)).json()
      },
    }
  },
  attachSigner({ method, url, body }) {
    const instance = create()
    attachSigner(instance, signer)
    const bare = create()
    const headers = body === undefined ? {} : JSON_TYPE
    const data = body === undefined ? {} : { data: body }
    return {
      adapter: () => instance.request({ method, url, ...data, headers }),
      byHand: async () => {
        const signed = await signer.sign({ method, url, body, headers })
        // A signature covers one address, so by hand too redirects must not be followed.
        return bare.request({ method, url: signed.url.href, ...data, headers: signed.headers, maxRedirects: 0 })
      },
    }
  },
}

const JSON_TYPE = { 'content-type': 'application/json' }
const REQUESTS: readonly Pick<Request, 'method' | 'body'>[] = [
  { method: 'GET' },
  { method: 'POST', body: JSON.stringify({ displayName: 'x'.repeat(1_000) }) },
]

export const measure: Measurement = ({ rounds }) =>
  withServer(async (origin) => {
    const rows: Row[] = []
    for (const [name, client] of Object.entries(CLIENTS)) {
      for (const request of REQUESTS) {
        rows.push(
          await compare(
            `${name}, ${request.method}`,
            client({ ...request, url: `${origin}/20160918/instances` }),
            rounds,
          ),
        )
      }
    }
    return rows
  })

async function compare(name: string, { adapter, byHand }: ReturnType<Client>, rounds: number): Promise<Row> {
  const spentMs = await interleaved(
    { adapter, byHand },
    { rounds: rounds * TURNS_PER_ROUND, warmUpRounds: WARM_UP_ROUNDS },
  )
  const overhead = spreadOf(ratios(spentMs.adapter, spentMs.byHand).map((ratio) => ratio - 1))
  return {
    what: `${name}: overhead over sign and send`,
    goal: `≤ ${show(GOAL, PERCENT)}`,
    measured: `${showSpread(overhead, PERCENT)} of ${show(quantile(spentMs.byHand, 0.5), MILLISECONDS)}`,
    reached: overhead.median <= GOAL,
    raw: { spentMs, overhead },
  }
}
