// Makes requests that a verifier has to refuse, from one that it has to accept: who verifies nothing would be found out. Pure.
import type { Captured } from './capture-ours.ts'

/** In the head, where each line can be told from the others. */
const IN_HEAD: Readonly<Record<string, (head: string) => string>> = {
  'another method': (head) => head.replace(/^\w+/, (method) => (method === 'PUT' ? 'POST' : 'PUT')),
  'another target': (head) => head.replace(' HTTP/1.1', 'x HTTP/1.1'),
  'another host': (head) => head.replace(/^host: /im, 'host: x'),
  'another date': (head) =>
    head.replace(/^((?:x-)?date: .*:)(\d)/im, (_, start: string, digit: string) => start + (9 - Number(digit))),
  'another signature': (head) =>
    head.replace(/signature="(..)/, (_, start: string) => `signature="${start === 'AA' ? 'BB' : 'AA'}`),
  'no signature': (head) => head.replace(/^authorization: .*\r\n/im, ''),
}

export const TAMPERED: readonly string[] = [...Object.keys(IN_HEAD), 'another body']

export const tamper = (one: Captured): readonly Captured[] =>
  TAMPERED.map((what) => ({
    ...one,
    id: `tampered with: ${what}`,
    raw: changed(Buffer.from(one.raw, 'base64'), what).toString('base64'),
  }))

function changed(raw: Buffer, what: string): Buffer {
  const end = raw.indexOf('\r\n\r\n')
  const change = IN_HEAD[what]
  const body = raw.subarray(end)
  if (change !== undefined) return Buffer.concat([Buffer.from(change(raw.toString('latin1', 0, end)), 'latin1'), body])
  const other = Buffer.from(raw)
  const last = other.length - 1
  other[last] = other[last]! ^ 1
  return other
}
