// Many first signatures at once on a principal that has no token yet: they share one key, one look at the metadata, one token.
import { InstancePrincipalsSecurityTokenSigner, SessionKeySupplier } from '@x/auth-federation'
import { getRequest } from '../../fixtures.ts'
import { withEmulator, type EmulatorProcess, type RequestCounts } from '../../loopback.ts'
import { quantile } from '../../measure.ts'
import { MILLISECONDS, show, type Measurement } from '../../row.ts'

const COUNT = 10_000
/** A count, not a time: it is the same in every round, or it is wrong. */
const MAX_ROUNDS = 3
const GOAL = { keys: 1, metadata: 1, tokens: 1 }

interface Burst {
  readonly keys: number
  /** Rounds of metadata: how often the document was asked for that was asked for most. */
  readonly metadata: number
  readonly tokens: number
  /** Requests by endpoint, which must be all that came. */
  readonly requests: RequestCounts
  readonly spentMs: number
}

export const measure: Measurement = ({ rounds }) =>
  withEmulator(async (emulator) => {
    const bursts: Burst[] = []
    for (let round = 0; round < Math.min(rounds, MAX_ROUNDS); round++) bursts.push(await burst(emulator))
    const most = (kind: keyof typeof GOAL): number => Math.max(...bursts.map((each) => each[kind]))
    const found = { keys: most('keys'), metadata: most('metadata'), tokens: most('tokens') }
    const spentMs = quantile(
      bursts.map((each) => each.spentMs),
      0.5,
    )
    return [
      {
        what: `${COUNT} first signatures at once: keys made / metadata rounds / token calls`,
        goal: `${GOAL.keys} / ${GOAL.metadata} / ${GOAL.tokens}`,
        measured: `${found.keys} / ${found.metadata} / ${found.tokens} in ${show(spentMs, MILLISECONDS)}`,
        reached: found.keys === GOAL.keys && found.metadata === GOAL.metadata && found.tokens === GOAL.tokens,
        raw: bursts,
      },
    ]
  })

async function burst({ environment, requestCounts }: EmulatorProcess): Promise<Burst> {
  const supplier = new SessionKeySupplier()
  let keys = 0
  const sessionKeySupplier = {
    refresh() {
      keys++
      return supplier.refresh()
    },
  }
  const signer = new InstancePrincipalsSecurityTokenSigner({ env: environment, sessionKeySupplier })
  const before = await requestCounts()
  const start = performance.now()
  const signed = await Promise.all(Array.from({ length: COUNT }, () => signer.sign(getRequest)))
  const spentMs = performance.now() - start
  if (!signed.every(({ headers }) => headers['authorization']?.includes('keyId="ST$')))
    throw new Error('Not every request was signed with a token.')
  const requests = added(before, await requestCounts())
  const metadata = Object.entries(requests).filter(([endpoint]) => endpoint.includes(' /opc/'))
  return {
    keys,
    metadata: Math.max(0, ...metadata.map(([, count]) => count)),
    tokens: requests['POST /v1/x509'] ?? 0,
    requests,
    spentMs,
  }
}

const added = (before: RequestCounts, after: RequestCounts): RequestCounts =>
  Object.fromEntries(Object.entries(after).map(([endpoint, count]) => [endpoint, count - (before[endpoint] ?? 0)]))
