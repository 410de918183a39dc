// What a program would find by `defaultSigner()`, without what this line says.
import type { ChainReport } from '@x/auth-federation'
import { valueOf, type Facts } from '../facts/facts.ts'
import { faultOf, LOCAL, ok, warning, type Check, type Finding } from '../finding.ts'

export const chain: Check = {
  name: 'chain',
  judge: (facts) => {
    if (facts.isLocal || facts.chain === undefined) return LOCAL
    const report = valueOf(facts.chain)
    return report ? explained(report, facts) : faultOf(facts.chain.error, facts)
  },
}

function explained({ taken, links }: ChainReport, { config, profile }: Facts): Finding {
  const shown = links.map(({ link, outcome, where, why }) => ({ link, outcome, where, why }))
  const found = links.find(({ link }) => link === taken)
  const said = (finding: Finding): Finding => ({ ...finding, links: shown })
  if (!found) {
    // What signs for this line is led to by variables or options that programs do not read.
    const next = valueOf(config) ? `eval "$(ocix env --profile ${profile})"` : 'ocix setup config'
    return said(warning('A program that calls defaultSigner() finds nobody to sign.', next))
  }
  if (found.outcome === 'broken')
    return said(warning(`A program that calls defaultSigner() stops at ${found.link}: ${found.why}`))
  return said(ok(`A program that calls defaultSigner() takes ${found.link}. ${found.why}`))
}
