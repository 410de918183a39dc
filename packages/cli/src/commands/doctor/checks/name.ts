// Whether the name of the service can be resolved.
import { EXIT } from '../../../program/exit-codes.ts'
import { valueOf } from '../facts/facts.ts'
import { fault, faultOf, LOCAL, notAsked, ok, type Check } from '../finding.ts'

export const name: Check = {
  name: 'name',
  judge: (facts) => {
    if (facts.isLocal || facts.endpoint === undefined) return LOCAL
    const endpoint = valueOf(facts.endpoint)
    if (endpoint === undefined) return faultOf(facts.endpoint.error, facts)
    const { hostname } = new URL(endpoint)
    if (facts.addresses === undefined)
      return notAsked(`${hostname} needs no name server here: it is an address, or a proxy asks.`)
    const addresses = valueOf(facts.addresses)
    if (addresses) return ok(`${hostname} stands for ${addresses.join(', ')}.`)
    const { code } = Object(facts.addresses.error) as { readonly code?: unknown }
    const why = typeof code === 'string' ? ` (${code})` : ''
    return fault(EXIT.network, `No name server knows ${hostname}${why}.`, 'Check region, network and VPN.')
  },
}
