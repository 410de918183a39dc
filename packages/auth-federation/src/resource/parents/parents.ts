// Version 3.0: from the token of the innermost resource up to that of its outermost parent, as one load.
import type { Loaded, TokenSnapshot } from '@x/signer/principal'
import { authService } from '../../principal/service-address.ts'
import { againWhenRefused, exchangeServiceTokens, type Exchanged, type Steps } from '../exchange.ts'
import type { ParentInputs } from '../inputs.ts'
import type { Leaf, LeafContext, LeafPorts } from '../leaf/leaf.ts'
import { ParentWay } from './parent-address.ts'

/** The outermost parent's pair, with the innermost resource's that led to it. */
interface ParentSnapshot extends TokenSnapshot {
  readonly leaf: TokenSnapshot
}

/**
 * The outermost parent of a resource. Innermost and outermost are got together and replaced together: each load begins below, with
 * the pair that the one before it began with where that has not changed.
 */
export function parentsOf(leaf: Leaf, inputs: ParentInputs, ports: LeafPorts): Leaf {
  async function climb(child: TokenSnapshot, context: LeafContext): Promise<Loaded<ParentSnapshot>> {
    const rpstEndpoint = inputs.rpstEndpoint ?? (await authServiceOf(leaf, ports, context.signal))
    const sessionKey = await context.newKey()
    const way = new ParentWay(inputs.rptUrl)
    let { credential } = child
    let reached: Exchanged
    do {
      const steps = stepsTo(way.current, rpstEndpoint)
      reached = await exchangeServiceTokens(ports.calls, steps, { credential, sessionKey }, context)
      credential = reached.snapshot.credential
    } while (way.goTo(reached.parentUrl))
    return { ...reached, snapshot: { ...reached.snapshot, leaf: child } }
  }

  return {
    source: `${leaf.source}, for what the resource is a part of`,
    region: leaf.region,
    load: (context, previous) => {
      const before = previous && leafOf(previous)
      return againWhenRefused<TokenSnapshot, Loaded<ParentSnapshot>>(
        async (refused) => (await leaf.load(context, refused ?? before)).snapshot,
        (child) => climb(child, context),
      )
    },
    ...(leaf.close && { close: leaf.close }),
  }
}

/** The engine yields the snapshots that it was given. */
const leafOf = (snapshot: TokenSnapshot): TokenSnapshot | undefined => (snapshot as Partial<ParentSnapshot>).leaf

/** The query goes along; what a template would take for a name is escaped. */
function stepsTo({ origin, pathname, search }: URL, rpstEndpoint: string): Steps {
  const query = search.replaceAll('{', '%7B').replaceAll('}', '%7D')
  return { rptEndpoint: origin, rptPath: pathname + query, rpstEndpoint }
}

async function authServiceOf(leaf: Leaf, { calls }: LeafPorts, signal: AbortSignal): Promise<string> {
  const region = await leaf.region(signal)
  // Its absence was refused with the inputs.
  if (region === undefined) throw new TypeError('the region of the resource is not known')
  return authService(region, calls.env, signal)
}
