// How the session of the profile stands, by its files.
import { EXIT } from '../../../program/exit-codes.ts'
import { judge } from '../../session/validate/action.ts'
import { valueOf } from '../facts/facts.ts'
import { fault, faultOf, notAsked, ok, type Check } from '../finding.ts'

export const session: Check = {
  name: 'session',
  judge: (facts) => {
    if (facts.session === undefined) return notAsked('No session signs.')
    const status = valueOf(facts.session)
    if (!status) return faultOf(facts.session.error, facts)
    const { line, next, exit } = judge(status, { timeZone: facts.timeZone })
    return exit === EXIT.ok ? ok(`${line}.`) : fault(exit, `${line}.`, next)
  },
}
