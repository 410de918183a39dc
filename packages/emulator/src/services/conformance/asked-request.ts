// What a client is asked to send in a case: the row of the table, at the address and the time of this emulator.
import { CONTENT_HEADERS } from '../../proof/request/required-headers.ts'
import { bodyOf, PREFIX, type CaseRow } from './case-table.ts'
import { expectsBodyHeaders } from './case-rules.ts'
import type { ConformanceCase } from './conformance-case.ts'

/** @param origin - of the emulator, e.g. `"http://127.0.0.1:43123"` */
export function askedRequest(row: CaseRow, origin: string, nowMs: number): ConformanceCase {
  const { name, group, why, method, target, headers = [], stream = false, bodyUnsigned = false } = row
  const { protocol, hostname, port } = new URL(origin)
  const authority = `${row.host ?? hostname}:${port}`
  const userInfo = row.userInfo === undefined ? '' : `${row.userInfo}@`
  return {
    name,
    group,
    why,
    method,
    url: `${protocol}//${userInfo}${authority}${PREFIX}${name}${target}`,
    headers: headers.map(([key, value]) => [key, fillIn(value, authority, nowMs)]),
    body: bodyOf(row)?.toString('base64') ?? null,
    stream,
    bodyUnsigned,
    covers: ['(request-target)', 'host', 'date', ...(expectsBodyHeaders(row) ? CONTENT_HEADERS : [])],
    demand: row.demand ?? 'passes',
  }
}

/** `{host}` is the host of the URL, `{now}` the time as a date header has it, `{now-240}` four minutes before. */
function fillIn(value: string, authority: string, nowMs: number): string {
  return value
    .replaceAll('{host}', authority)
    .replaceAll(/\{now([+-]\d+)?\}/g, (_, seconds = '0') => new Date(nowMs + Number(seconds) * 1000).toUTCString())
}
