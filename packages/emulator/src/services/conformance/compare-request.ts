// Finds the first thing in which a genuine request is another one than was asked for.
import { createHash } from 'node:crypto'
import { headerValue, type ReceivedRequest } from '../../proof/request/received-request.ts'
import { redactHeader, redactTarget } from '../../proof/verdict/redact.ts'
import { askedTargets } from './case-rules.ts'
import { bodyOf, type CaseRow } from './case-table.ts'
import { isSameTarget } from './same-target.ts'

/** What was asked for and what came, in words. */
export interface CaseDifference {
  /** `"(method)"`, `"(request-target)"`, `"(body)"` or the name of a header. */
  readonly header: string
  readonly expected: string
  readonly actual: string
}

export function findDifference(row: CaseRow, request: ReceivedRequest): CaseDifference | undefined {
  return (
    differentMethod(row, request) ??
    differentTarget(row, request) ??
    differentHost(request) ??
    differentHeader(row, request) ??
    differentBody(row, request)
  )
}

function differentMethod({ method }: CaseRow, request: ReceivedRequest): CaseDifference | undefined {
  return request.method === method ? undefined : { header: '(method)', expected: method, actual: request.method }
}

function differentTarget(row: CaseRow, { target }: ReceivedRequest): CaseDifference | undefined {
  const expected = askedTargets(row)
  if (expected.some((each) => isSameTarget(each, target))) return undefined
  return { header: '(request-target)', expected: expected.join(' or '), actual: redactTarget(target) }
}

/** Under which name the emulator is reached is no business of the case; a user has no place in it. */
function differentHost(request: ReceivedRequest): CaseDifference | undefined {
  const host = headerValue(request, 'host') ?? ''
  if (!host.includes('@')) return undefined
  return {
    header: 'host',
    expected: 'a host without user and password',
    actual: `<redacted>@${host.split('@').at(-1)}`,
  }
}

/** The signer's own: it may write the date anew, and takes the place of another authorization. */
const OF_THE_SIGNER: ReadonlySet<string> = new Set(['authorization', 'date', 'x-date', 'host'])

function differentHeader({ headers = [] }: CaseRow, request: ReceivedRequest): CaseDifference | undefined {
  for (const name of new Set(headers.map(([each]) => each.toLowerCase()))) {
    if (OF_THE_SIGNER.has(name)) continue
    const expected = headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value)
    const actual = headerValue(request, name)
    if (actual !== undefined && itemsOf(expected.join(',')) === itemsOf(actual)) continue
    return { header: name, expected: expected.join(', '), actual: redactHeader(name, actual ?? '') }
  }
  return undefined
}

/** A header that is sent twice may be sent joined; blanks around its values don't count. */
const itemsOf = (value: string): string =>
  value
    .split(',')
    .map((item) => item.trim())
    .join(',')

function differentBody(row: CaseRow, { body }: ReceivedRequest): CaseDifference | undefined {
  const expected = bodyOf(row) ?? Buffer.alloc(0)
  if (expected.equals(body)) return undefined
  return { header: '(body)', expected: inWords(expected), actual: inWords(body) }
}

const inWords = (body: Uint8Array): string =>
  `${body.length} bytes, SHA-256 ${createHash('sha256').update(body).digest('base64')}`
