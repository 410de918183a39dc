// The table of our requests in docs/interop.md, from the record of the runs; tools/checks/docs.ts compares it. Pure.
import type { Place } from '../../../conformance/src/report/documents.ts'
import { markdownTable } from '../../../conformance/src/report/markdown.ts'

export const OUTBOUND_RECORD_FILE = 'docs/interop-outbound.json'

/** By the verifier's id. */
export type OutboundRecords = Readonly<
  Record<
    string,
    {
      readonly title: string
      readonly versions: Readonly<Record<string, string>>
      /** Day of the run, `2026-11-21`. */
      readonly date: string
      readonly requests: number
      readonly verified: number
    }
  >
>

export function outboundPlaceOf(records: OutboundRecords): Place {
  const rows = Object.values(records).map(({ title, versions, date, requests, verified }) => [
    title,
    String(requests),
    String(verified),
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
    date,
  ])
  return {
    file: 'docs/interop.md',
    name: 'requests of ours',
    text: markdownTable(['verified by', 'requests of ours', 'genuine', 'versions', 'run on'], rows),
  }
}
