// The conformance suite for signers, over HTTP: its cases, the requests that come for them, and the report.
import { emptyAnswer, errorAnswer, jsonAnswer, notFound, type Answer } from '../../frame/service/answer.ts'
import {
  rejected,
  UNSIGNED_ACCEPTED,
  verified,
  verifiedButRejected,
  type Examined,
} from '../../frame/service/examined.ts'
import { namesThisMachine } from '../../frame/service/own-host.ts'
import type { Ground, ServiceRow } from '../../frame/service/service.ts'
import { headerValue, pathOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import { REJECTION_REASONS } from '../../proof/verdict/reasons.ts'
import { verifyRequest, type Accepted, type Authority, type Refused } from '../../proof/verify-request.ts'
import { authorityOf, rulesOf } from './case-rules.ts'
import { PREFIX, type CaseRow } from './case-table.ts'
import { judgeCase, type CaseVerdict } from './judge-case.ts'
import { reportText } from './report-text.ts'
import { ConformanceSuite, type EmulatorConformance } from './suite.ts'

/** What the conformance suite adds to the handle. */
export interface ConformanceFace {
  /** Difficult requests for whoever writes a signer, and what became of them. */
  readonly conformance: EmulatorConformance
}

export const conformance: ServiceRow<object, ConformanceFace> = {
  start: ({ tenancy, now, allowedHosts }) => {
    const suite = new ConformanceSuite(now)
    return {
      examine: (request) => {
        const name = nameIn(request)
        if (name === undefined) return undefined
        if (name === 'cases' || name === 'report') return examineReader(suite, name, request, allowedHosts)
        const row = suite.row(name)
        if (row === undefined) return verified(verifyRequest(request, tenancy.authority), notFound)
        return examineCase(suite, row, request, authorityOf(row, tenancy.authority))
      },
      reset: () => suite.reset(),
      face: ({ url }) => ({ conformance: suite.locate(url) }),
    }
  },
}

/** The segment below the prefix, `undefined` for a path elsewhere. */
function nameIn({ target }: ReceivedRequest): string | undefined {
  const path = pathOf(target)
  return path.startsWith(PREFIX) ? path.slice(PREFIX.length).split('/')[0] : undefined
}

/** Unsigned, for authors with no more than curl; a page of another site gets nothing. */
function examineReader(
  suite: ConformanceSuite,
  name: 'cases' | 'report',
  request: ReceivedRequest,
  allowedHosts: Ground['allowedHosts'],
): Examined {
  if (!namesThisMachine(request, allowedHosts)) return rejected(403, 'conformance-foreign-host')
  const read = READERS[name]
  const act = request.method === 'HEAD' ? read['GET'] : read[request.method]
  if (act === undefined) return rejected(405, 'conformance-read-only')
  return { judgement: UNSIGNED_ACCEPTED, respond: () => act(suite, request) }
}

type Act = (suite: ConformanceSuite, request: ReceivedRequest) => Answer

const READERS: Readonly<Record<'cases' | 'report', Readonly<Record<string, Act>>>> = {
  cases: { GET: (suite) => jsonAnswer(200, { cases: suite.cases() }) },
  report: {
    GET: (suite, request) =>
      headerValue(request, 'accept')?.includes('text/plain') === true
        ? textAnswer(reportText(suite.report()))
        : jsonAnswer(200, suite.report()),
    DELETE: (suite) => {
      suite.reset()
      return emptyAnswer(204)
    },
  },
}

const textAnswer = (text: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: Buffer.from(text),
})

function examineCase(suite: ConformanceSuite, row: CaseRow, request: ReceivedRequest, authority: Authority): Examined {
  const outcome = verifyRequest(request, authority, rulesOf(row))
  const verdict = judgeCase(row, request, outcome)
  const examined = examinedAs(outcome, verdict)
  // A client with another clock finds the right time in the answer.
  const date = new Date(authority.now()).toUTCString()
  return {
    judgement: examined.judgement,
    respond: async () => {
      suite.remember(row, verdict)
      const answer = await examined.respond()
      return { ...answer, headers: { ...answer.headers, date } }
    },
  }
}

function examinedAs(outcome: Accepted | Refused, verdict: CaseVerdict): Examined {
  if (verdict.verdict !== 'other-than-asked' || outcome.verdict !== 'accepted')
    return verified(outcome, () => jsonAnswer(200, { verdict: 'passed' }))
  const { explanation, firstDifference } = verdict
  const reason = 'other-than-asked'
  const message = REJECTION_REASONS[reason]
  return {
    judgement: verifiedButRejected(outcome, 400, reason).judgement,
    respond: () => errorAnswer(400, { message, emulator: { reason, explanation, firstDifference } }),
  }
}
