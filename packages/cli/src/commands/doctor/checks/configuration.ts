// Whether there is a profile, and whether it has what signs.
import { valueOf } from '../facts/facts.ts'
import { faultOf, ok, warning, type Check } from '../finding.ts'

export const configuration: Check = {
  name: 'configuration',
  judge: (facts) => {
    if (facts.config === undefined) return ok(`By ${facts.auth ?? 'the environment'} no file is read.`)
    const config = valueOf(facts.config)
    if (!config) return faultOf(facts.config.error, facts)
    if (config.warnings.length > 0) return warning(config.warnings.map(({ message }) => message).join(' '))
    const { file, profile } = config
    if (file === undefined) return ok('Variables say who signs, and no file is read.')
    return ok(`Profile ${profile} of ${file} says who signs.`)
  },
}
