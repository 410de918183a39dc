// Checks that the signed headers about a body are true of the body that was received, whatever the verb is.
import { bodyHash, fits, type Evidence } from './signature/evidence.ts'
import { refuse, type Refusal } from './verdict/outcome.ts'
import type { RefusalReason } from './verdict/reasons.ts'
import type { ReceivedRequest } from './request/received-request.ts'

interface BodyRule {
  readonly header: string
  readonly reason: RefusalReason
  readonly expected: (request: ReceivedRequest) => string
}

const BODY_RULES: readonly BodyRule[] = [
  { header: 'x-content-sha256', reason: 'body-hash-mismatch', expected: bodyHash },
  { header: 'content-length', reason: 'content-length-mismatch', expected: ({ body }) => String(body.length) },
]

export function checkBody(evidence: Evidence): Refusal | undefined {
  for (const rule of BODY_RULES) {
    const refusal = checkRule(rule, evidence)
    if (refusal !== undefined) return refusal
  }
  return undefined
}

function checkRule({ header, reason, expected }: BodyRule, evidence: Evidence): Refusal | undefined {
  const index = evidence.lines.findIndex(({ name }) => name === header)
  const sent = evidence.lines[index]?.value
  if (sent === undefined) return undefined
  const right = expected(evidence.request)
  if (sent === right) return undefined
  const detail = fits(evidence, evidence.text)
    ? 'The signature itself is right: the body was changed after signing, or the header was wrong from the start.'
    : 'The signature does not fit the received headers either.'
  const difference = { line: index + 1, header, expected: `${header}: ${right}`, actual: `${header}: ${sent}` }
  return refuse(reason, detail, { difference })
}
