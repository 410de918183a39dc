// Whether the private key can be read, and is long enough.
import { EXIT } from '../../../program/exit-codes.ts'
import { valueOf } from '../facts/facts.ts'
import { fault, faultOf, notAsked, ok, warning, type Check } from '../finding.ts'

const LEAST_BITS = 2048

export const key: Check = {
  name: 'key',
  judge: (facts) => {
    if (facts.key === undefined) return notAsked('No key of a file or variable signs.')
    const found = valueOf(facts.key)
    if (found) {
      if (found.bits >= LEAST_BITS) return ok(`The private key can be read, and has ${found.bits} bits.`)
      const remedy = 'Make a longer one: ocix setup config.'
      return fault(EXIT.profile, `The private key has ${found.bits} bits, and OCI asks for ${LEAST_BITS}.`, remedy)
    }
    const { error } = facts.key
    if ((error as { readonly code?: unknown }).code !== 'ERR_MISSING_PASSPHRASE') return faultOf(error, facts)
    const sentence = 'The private key is encrypted, and its passphrase is not known here: a terminal would be asked.'
    return warning(sentence, 'Set OCI_CLI_PASSPHRASE.')
  },
}
