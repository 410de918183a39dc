// Version 1.1: the instance that the resource runs on vouches for it.
import type { Credential } from '@x/signer'
import { canonicalRegion } from '../../instance/inputs.ts'
import type { KeptPrincipal } from '../../principal/principal.ts'
import { authService, type RegionInfo } from '../../principal/service-address.ts'
import { againWhenRefused, exchangeServiceTokens, type Exchanged, type Steps } from '../exchange.ts'
import type { InstanceLeafInputs } from '../inputs.ts'
import type { Leaf, LeafPorts } from './leaf.ts'
import { DefaultRptPathProvider } from '../rpt-path.ts'

/** @param instance - keeps the instance's own token, from one renewal of the resource's to the next */
export function instanceLeaf(inputs: InstanceLeafInputs, ports: LeafPorts, instance: KeptPrincipal): Leaf {
  const { calls, metadata } = ports
  const { env } = calls
  const paths = ports.rptPathProvider ?? new DefaultRptPathProvider({ env, metadata, childResource: inputs.isChild })
  let known: RegionInfo | undefined
  const region = async (signal?: AbortSignal): Promise<RegionInfo> =>
    (known ??= canonicalRegion(await metadata.regionInfo({ signal })))

  async function stepsOf(signal: AbortSignal): Promise<Steps> {
    const [rptPath, rpstEndpoint] = await Promise.all([
      paths.getPath({ signal }),
      inputs.rpstEndpoint ?? region(signal).then((info) => authService(info, env, signal)),
    ])
    return { rptEndpoint: inputs.rptEndpoint, rptPath, rpstEndpoint }
  }

  return {
    source: 'the instance that the resource runs on',
    region,
    load: async (context) => {
      const { signal } = context
      const steps = stepsOf(signal)
      const sessionKey = context.newKey()
      await Promise.all([steps, sessionKey, instance.keeper.credential({ signal })])
      return againWhenRefused<Credential, Exchanged>(
        (rejected) => instance.keeper.credential({ signal, rejected }),
        async (credential) => {
          // The instance has asked the auth service already, and knows its time.
          const dated = { ...context, now: instance.now }
          return exchangeServiceTokens(calls, await steps, { credential, sessionKey: await sessionKey }, dated)
        },
      )
    },
    close: (reason) => instance.keeper.close(reason),
  }
}
