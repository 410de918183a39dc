// Which proxy the call would go by, as the line or its variable names it.
import { EXIT } from '../../../program/exit-codes.ts'
import { proxyOf } from '../proxy-of.ts'
import { valueOf } from '../facts/facts.ts'
import { fault, ok, warning, type Check } from '../finding.ts'

export const proxy: Check = {
  name: 'proxy',
  judge: (facts) => {
    const { name, address, isFaulty } = proxyOf(valueOf(facts.endpoint) ?? 'https://service.invalid', facts)
    if (isFaulty) return fault(EXIT.usage, `${name} names no address of a proxy.`, 'Write http://host:port.')
    const exempt = facts.env['no_proxy'] || facts.env['NO_PROXY']
    if (address !== undefined) {
      const but = exempt && name !== '--proxy' ? `, unless NO_PROXY exempts it: ${exempt}` : ''
      return ok(`${name} leads calls by ${address}${but}.`)
    }
    const other = ['all_proxy', 'ALL_PROXY'].find((each) => facts.env[each])
    if (other) return warning(`${other} is set, and no call goes by it.`, 'Set HTTPS_PROXY if a proxy is meant.')
    return ok('No proxy stands between.')
  },
}
