// What a program would find by `defaultSigner()`, without what this line says.
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
  if (!found) return said(warning('A program that calls defaultSigner() finds nobody to sign.', 'ocix setup config'))
  if (found.outcome === 'broken')
    return said(warning(`A program that calls defaultSigner() stops at ${found.link}: ${found.why}`))
  return said(ok(`A program that calls defaultSigner() takes ${found.link}. ${found.why}`))
}
