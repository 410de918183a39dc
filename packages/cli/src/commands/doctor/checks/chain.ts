// What programs would find that ask nobody which profile to take.
import type { ChainReport } from '@x/auth-federation'
import { valueOf } from '../facts/facts.ts'
import { faultOf, LOCAL, ok, warning, type Check, type Finding } from '../finding.ts'

export const chain: Check = {
  name: 'chain',
  judge: (facts) => {
    if (facts.isLocal || facts.chain === undefined) return LOCAL
    const report = valueOf(facts.chain)
    return report ? explained(report) : faultOf(facts.chain.error, facts)
  },
}

function explained({ taken, links }: ChainReport): Finding {
  const shown = links.map(({ link, outcome, where, why }) => ({ link, outcome, where, why }))
  const found = links.find(({ link }) => link === taken)
  const said = (finding: Finding): Finding => ({ ...finding, links: shown })
  if (!found) return said(warning('Programs that look for a signer by themselves find none.', 'ocix setup config'))
  if (found.outcome === 'broken') return said(warning(`Programs stop at ${found.link}: ${found.why}`))
  return said(ok(`Programs that look for a signer by themselves take ${found.link}. ${found.why}`))
}
