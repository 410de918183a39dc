import type { RecordedRequest } from '@x/emulator'
import { expect, it } from 'vitest'
import { settledRecords } from './settled-records.ts'

/** What one run of the scene may have recorded. */
function recordedIn({ begin, port, unique }: { begin: number; port: number; unique: string }): RecordedRequest[] {
  const ocid = `ocid1.user.oc1..aaaaaaaa${unique.repeat(52)}`
  const record = (at: number, durationMs: number): object => ({
    at: at + 660_000,
    realAt: at,
    durationMs,
    status: 200,
    headers: { host: `127.0.0.1:${port}`, date: new Date(at + 660_000).toUTCString(), 'content-length': '12' },
    signingString: `date: ${new Date(at + 660_000).toUTCString()}\nhost: 127.0.0.1:${port}`,
    caller: { user: ocid },
    claims: { sub: ocid, exp: Math.floor(at / 1000) + 720 },
  })
  return [record(begin, 1.7), record(begin + (begin % 900), 123.4)] as unknown as RecordedRequest[]
}

const ONE = { begin: Date.UTC(2026, 5, 1, 1, 2, 3, 4), port: 4711, unique: 'x' }
const ANOTHER = { begin: Date.UTC(2031, 0, 1, 20, 30, 59, 998), port: 34567, unique: 'q' }

it('two runs of the same scene become the same records', () => {
  expect(settledRecords(recordedIn(ONE))).toEqual(settledRecords(recordedIn(ANOTHER)))
})

interface Told {
  readonly at: number
  readonly realAt: number
  readonly durationMs: number
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly claims: { readonly exp: number }
}

it('what the scene set apart stays apart: the clock, the end of a token, an answer that was held back', () => {
  const [first, second] = settledRecords(recordedIn(ONE)) as unknown as [Told, Told]
  expect(first.at - first.realAt).toBe(660_000)
  expect(first.claims.exp).toBe(Math.floor(first.realAt / 1000) + 720)
  expect(second.durationMs).toBeGreaterThan(100)
  expect([first.status, first.headers['content-length']]).toEqual([200, '12'])
})
