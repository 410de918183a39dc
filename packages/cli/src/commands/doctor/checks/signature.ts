// Whether a signature can be made, and the service takes it.
import { EXIT } from '../../../program/exit-codes.ts'
import { valueOf } from '../facts/facts.ts'
import { fault, faultOf, LOCAL, notAsked, ok, type Check } from '../finding.ts'

export const signature: Check = {
  name: 'signature',
  judge: (facts) => {
    if (facts.isLocal) return LOCAL
    if (facts.signed === undefined) return notAsked('There is nothing to sign with.')
    if (facts.signed.error !== undefined) return faultOf(facts.signed.error, facts)
    const answer = valueOf(facts.answer)
    if (!answer || answer.status === 429 || answer.status >= 500) return notAsked('The service has not judged any.')
    if (!answer.diagnosis) return ok('The service takes the signature.')
    return fault(EXIT.refused, `The service refuses the signature. ${answer.diagnosis.text}`)
  },
}
