// A thousand difficult requests: the cases of the conformance suite, varied by a generator with a fixed seed.
import type { ConformanceCase } from '@x/emulator'
import * as fc from 'fast-check'

export const REQUESTS = 1000
const SEED = 20_261_129

/** What some client of ours refuses to send, and what names the emulator itself. */
const LEFT_OUT = new Set(['method-options', 'host-user-info', 'header-own-host', 'body-on-get'])

/** What is put on top of a case. */
interface Variation {
  readonly segments: readonly string[]
  readonly parameters: readonly (readonly [name: string, value: string])[]
  readonly header: string
  readonly body: Uint8Array | string | undefined
}

const graphemes = fc.string({ unit: 'grapheme', maxLength: 12 })
const rawCharacters = fc.string({
  unit: fc.constantFrom(...'aZ9-._~!$\'()*,;:@+=|^`{}[]"<>\\ é✓😀'),
  minLength: 1,
  maxLength: 10,
})
const lowerCase = (escaped: string): string => escaped.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())
const piece = fc.oneof(
  graphemes.map(encodeURIComponent),
  graphemes.map((text) => lowerCase(encodeURIComponent(text))),
  rawCharacters,
)
/** `.` and `..` are resolved by the URL, and say nothing about a signature. */
const segment = piece.filter((text) => !/^(?:\.|%2e)*$/i.test(text))
const bytes = fc.uint8Array({ maxLength: 3000 })

const variation: fc.Arbitrary<Variation> = fc.record({
  segments: fc.array(segment, { maxLength: 3 }),
  parameters: fc.array(fc.tuple(piece, piece), { maxLength: 4 }),
  header: fc.string({ unit: fc.constantFrom(...'azAZ09 ,;="/()'), maxLength: 20 }).map((text) => text.trim()),
  body: fc.oneof(fc.constant(undefined), bytes, fc.string({ unit: 'grapheme', maxLength: 200 })),
})

/** @returns the same requests in each run, at this address */
export function difficultRequests(cases: readonly ConformanceCase[], origin: string): readonly ConformanceCase[] {
  const bases = cases.filter(({ name, demand }) => demand !== 'is-told' && !LEFT_OUT.has(name))
  return fc
    .sample(variation, { seed: SEED, numRuns: REQUESTS })
    .map((varied, index) => vary(bases[index % bases.length]!, varied, origin))
}

function vary(
  base: ConformanceCase,
  { segments, parameters, header, body }: Variation,
  origin: string,
): ConformanceCase {
  const [, host = '', path = '', query = ''] = /^http:\/\/([^/:]+):\d+([^?#]*)(\?[^#]*)?/.exec(base.url) ?? []
  const more = parameters.map(([name, value]) => `${name}=${value}`).join('&')
  const joined = [query.slice(1), more].filter((part) => part !== '').join('&')
  const target = `${path}${segments.map((each) => `/${each}`).join('')}${joined && `?${joined}`}`
  // A length or a hash that the caller gives is that of the case's own body.
  const isFixed =
    base.body === null || base.headers.some(([name]) => name === 'content-length' || name === 'x-content-sha256')
  return {
    ...base,
    url: `http://${host}:${new URL(origin).port}${target}`,
    headers: [...base.headers, ['x-varied', header]],
    body: isFixed || body === undefined ? base.body : Buffer.from(body).toString('base64'),
  }
}
