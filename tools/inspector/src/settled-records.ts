// Records as the pictures show them: times, addresses, OCIDs and durations are the same in every run, so that a picture changes only with the page.
import { createHash } from 'node:crypto'
import type { RecordedRequest } from '@x/emulator'

/** When the first request of the pictures came. */
const BEGIN = Date.UTC(2026, 10, 30, 9, 30, 4, 120)
/** Between two requests. */
const GAP_MS = 437
/** The scene takes a few seconds, and what it sets apart on purpose is a minute and more. */
const GRAIN_MS = 10_000
const DURATIONS_MS = [1.2, 0.8, 4.1, 2.3, 0.9, 7.6, 1.7]

/** The time of the machine in the pictures, once `count` requests have come. */
export const timeAfter = (count: number): number => BEGIN + count * GAP_MS

export function settledRecords(records: readonly RecordedRequest[]): readonly RecordedRequest[] {
  const idsByOcid = new Map<string, string>()
  return records.map((record, n) => {
    const realAt = timeAfter(n)
    const moved = (time: number): number => realAt + Math.round((time - record.realAt) / GRAIN_MS) * GRAIN_MS
    const settled = settledValue(record, { moved, idsByOcid }) as RecordedRequest
    return { ...settled, durationMs: durationOf(record, n) }
  })
}

/** An answer that was held back keeps how long, roughly. */
function durationOf({ durationMs }: RecordedRequest, n: number): number {
  const usual = DURATIONS_MS[n % DURATIONS_MS.length]!
  return durationMs > 100 ? Math.floor(durationMs / 100) * 100 + 20 + usual : usual
}

interface Settling {
  readonly moved: (time: number) => number
  readonly idsByOcid: Map<string, string>
}

function settledValue(value: unknown, settling: Settling): unknown {
  if (typeof value === 'string') return settledText(value, settling)
  if (typeof value === 'number') return settledNumber(value, settling)
  if (Array.isArray(value)) return value.map((each) => settledValue(each, settling))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, settledValue(each, settling)]))
}

/** A number that is a time of this century: in milliseconds, or in seconds as claims have them. */
function settledNumber(value: number, { moved }: Settling): number {
  if (value > 1e12 && value < 4e12) return moved(value)
  return value > 1e9 && value < 4e9 ? Math.floor(moved(value * 1000) / 1000) : value
}

const HTTP_DATE = /[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT/g
const OCID = /(ocid1\.[a-z0-9]+\.oc1\.[a-z0-9-]*\.)([a-z2-7]{60})/g

const settledText = (text: string, { moved, idsByOcid }: Settling): string =>
  text
    .replaceAll(HTTP_DATE, (date) => new Date(moved(Date.parse(date))).toUTCString())
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:12000')
    .replaceAll(OCID, (ocid, kind: string) => {
      const settled = idsByOcid.get(ocid) ?? kind + uniquePart(`${kind} ${idsByOcid.size}`)
      idsByOcid.set(ocid, settled)
      return settled
    })

function uniquePart(seed: string): string {
  const bytes = createHash('sha512').update(seed).digest().subarray(0, 52)
  return `aaaaaaaa${Array.from(bytes, (byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte % 32]).join('')}`
}
