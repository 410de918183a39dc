// Whether this machine's clock is near enough to the service's. OCI allows five minutes.
import { span } from '../../../output/times.ts'
import { EXIT } from '../../../program/exit-codes.ts'
import { valueOf } from '../facts/facts.ts'
import { fault, LOCAL, notAsked, ok, warning, type Check } from '../finding.ts'

const MOST_MS = 300_000
const USUAL_MS = 30_000
const REMEDY = 'Have the clock set by the network (NTP).'

export const clock: Check = {
  name: 'clock',
  judge: ({ isLocal, answer }) => {
    if (isLocal) return LOCAL
    const ahead = valueOf(answer)?.clockAheadMs
    if (ahead === undefined) return notAsked('No service has told its time.')
    const difference = Math.abs(ahead)
    if (difference < 1000) return ok("This machine's clock is the service's, to the second.")
    const sentence = `This machine's clock is ${span(difference / 1000)} ${ahead > 0 ? 'ahead of' : 'behind'} the service's`
    if (difference <= USUAL_MS) return ok(`${sentence}.`)
    if (difference <= MOST_MS) return warning(`${sentence}; at five minutes every request is refused.`, REMEDY)
    return fault(EXIT.refused, `${sentence}: requests are refused after five minutes.`, REMEDY)
  },
}
