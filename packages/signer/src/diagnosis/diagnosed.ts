// From a refused request to its diagnosis: gathers what is known, asks every rule, and writes it down.
import type { SignedRequest } from '../request.ts'
import type { ResponseLike } from '../sending/send-options.ts'
import type { DiagnoseOptions, Diagnosis, Finding } from './diagnosis.ts'
import { gatherEvidence, type Evidence } from './evidence.ts'
import { RULES } from './rules.ts'

const NOTHING_SEEN =
  'Nothing of the request shows why. The key may not be uploaded or may have been deleted, the token revoked, or a policy or a group be missing: ' +
  "compare the key id with the user's API keys in the Console."

export const nothingSeen = (): Diagnosis => Object.freeze({ findings: Object.freeze([]), text: NOTHING_SEEN })

export async function diagnosed(
  signed: SignedRequest,
  response: ResponseLike,
  options: DiagnoseOptions,
): Promise<Diagnosis> {
  const evidence = await gatherEvidence(signed, response, options)
  const found = await Promise.all(RULES.map((rule) => asked(rule, evidence)))
  const findings = found.filter((each) => each !== undefined)
  const { code, message } = evidence
  const said = [code, message].filter((each) => each !== undefined).join(': ')
  const sentences = findings.length > 0 ? findings.map((each) => each.message) : [NOTHING_SEEN]
  return Object.freeze({
    findings: Object.freeze(findings),
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
    text: [...(said === '' ? [] : [`The service says ${said.replace(/[.\s]*$/, '.')}`]), ...sentences].join(' '),
  })
}

/** A rule that what was given breaks has found nothing. */
async function asked(rule: (typeof RULES)[number], evidence: Evidence): Promise<Finding | undefined> {
  try {
    return await rule(evidence)
  } catch {
    return undefined
  }
}
