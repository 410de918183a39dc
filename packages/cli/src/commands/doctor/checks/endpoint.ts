// Whether the identity service answers.
import { EXIT } from '../../../program/exit-codes.ts'
import { valueOf } from '../facts/facts.ts'
import { fault, faultOf, LOCAL, notAsked, ok, type Check } from '../finding.ts'

export const endpoint: Check = {
  name: 'endpoint',
  judge: (facts) => {
    if (facts.isLocal) return LOCAL
    if (facts.answer === undefined) return notAsked('Nobody knows its address.')
    const answer = valueOf(facts.answer)
    if (!answer) return faultOf(facts.answer.error, facts)
    const url = valueOf(facts.endpoint)
    if (answer.status < 500 && answer.status !== 429) return ok(`${url} answers.`)
    return fault(EXIT.network, `${url} answers ${answer.status}: it is not well.`, 'Try again later.')
  },
}
