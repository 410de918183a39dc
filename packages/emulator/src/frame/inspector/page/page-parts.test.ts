// The parts of the inspector's page that need no browser.
import { describe, expect, test } from 'vitest'
import type { RecordedRequest } from '../../records/recorder.ts'
import { compareLines, markChange, visible } from './compare.ts'
import { clockNote } from './controls/clock.ts'
import { authorizationParameters, decodeClaims, decodeHeaders, decodeQuery } from './decode.ts'
import { filterFromFragment, filterOf, filterToFragment } from './filter.ts'
import { principalName } from './principal-name.ts'
import { Store } from './store.ts'
import { besides, duration, span, timeOfDay } from './time.ts'

const record = (change: Partial<RecordedRequest> = {}): RecordedRequest =>
  ({
    number: 1,
    method: 'GET',
    target: '/a',
    verdict: 'accepted',
    status: 200,
    requestId: 'r',
    headers: {},
    at: 0,
    realAt: 0,
    ...change,
  }) as RecordedRequest
const numbered = (from: number, to: number, change: Partial<RecordedRequest> = {}): RecordedRequest[] =>
  Array.from({ length: to - from + 1 }, (_, index) => record({ number: from + index, ...change }))

describe('a comparison', () => {
  test('tells the first line that differs from those that follow', () => {
    const lines = compareLines('a: 1\nb: 2\nc: 3', 'a: 1\nb: x\nd: 3')
    expect(lines.map(({ isSame, isFirst }) => [isSame, isFirst])).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ])
  })

  test('has a line more where one side has', () => {
    expect(compareLines('a\nb', 'a')[1]).toMatchObject({ received: 'b', signed: undefined, isFirst: true })
  })

  test.each([
    ['ab', 'axb', ['a', '', 'b']],
    ['axb', 'ab', ['a', 'x', 'b']],
    ['aaa', 'aa', ['aa', 'a', '']],
    ['', 'x', ['', '', '']],
    ['😀a', '😁a', ['', '😀', 'a']],
  ])('marks what %j has otherwise than %j', (text, other, [before, changed, after]) => {
    expect(markChange(text, other)).toEqual({ before, changed, after })
  })

  test('shows blanks', () => {
    expect(visible(' \t\r')).toBe('␣⇥␍')
  })
})

describe('the filter', () => {
  test('wants each word somewhere, in any case', () => {
    const passes = filterOf({ verdicts: new Set(), search: 'X-Mark  /A' })
    expect(passes(record({ headers: { 'x-mark': '1' } }))).toBe(true)
    expect(passes(record())).toBe(false)
  })

  test('survives in a fragment, whatever is searched', () => {
    const filter = { verdicts: new Set(['refused', 'faulted']), search: 'a&verdict=x #%' }
    expect(filterFromFragment(`#${filterToFragment(filter)}`)).toEqual(filter)
    expect(filterFromFragment('')).toEqual({ verdicts: new Set(), search: '' })
  })
})

describe('the store', () => {
  test('forgets the oldest beyond the limit, also among those that pass the filter', () => {
    const store = new Store()
    store.setLimit(3)
    store.filter = { verdicts: new Set(['accepted']), search: '' }
    store.add([...numbered(1, 2), ...numbered(3, 3, { verdict: 'refused' })])
    store.add(numbered(4, 4))
    expect(store.shown.map(({ number }) => number)).toEqual([2, 4])
    expect([store.total, store.counts['accepted'], store.counts['refused']]).toEqual([3, 2, 1])
  })

  test('has each record once, also where some come again', () => {
    const store = new Store()
    store.add(numbered(1, 3))
    expect(store.add(numbered(1, 4)).map(({ number }) => number)).toEqual([4])
    store.pause(true)
    store.add(numbered(2, 5))
    expect([store.total, store.waiting, store.counts['accepted']]).toEqual([4, 1, 4])
    store.pause(false)
    store.forgetBefore(9)
    expect(store.add(numbered(5, 5))).toEqual([])
  })

  test('a pause keeps no more than the limit', () => {
    const store = new Store()
    store.setLimit(3)
    store.pause(true)
    store.add(numbered(1, 9))
    expect([store.total, store.waiting]).toEqual([0, 3])
    store.pause(false)
    expect(store.shown.map(({ number }) => number)).toEqual([7, 8, 9])
  })

  test('forgets what the emulator forgot', () => {
    const store = new Store()
    store.add(numbered(1, 3))
    store.forgetBefore(3)
    expect([store.shown.length, store.counts['accepted']]).toEqual([1, 1])
    store.forgetBefore(9)
    expect([store.total, store.counts['accepted']]).toEqual([0, 0])
  })
})

describe('what is told in words', () => {
  test('a principal by its kind and the end of its OCID, a pod by its name', () => {
    const caller = { kind: 'instance', tenancy: 't', user: 'ocid1.instance.oc1..aaaa123456' } as const
    expect(principalName({ caller, user: caller.user })).toBe('instance …123456')
    const pod = { kind: 'workload', tenancy: 't', user: 'system:serviceaccount:shop:pay' } as const
    expect(principalName({ caller: pod, user: pod.user })).toBe('pod shop:pay')
    expect(principalName({ caller: undefined, user: undefined })).toBe('')
  })

  test('the parameters of a signature, and which headers it signs', () => {
    const headers = {
      accept: '*/*',
      date: new Date(0).toUTCString(),
      authorization: 'Signature version="1",keyId="a/b/c",headers="date",signature="<redacted>"',
    }
    const shown = record({ headers, at: 400_000 })
    expect(authorizationParameters(shown).map(({ name, note }) => [name, note])).toEqual([
      ['version', undefined],
      ['keyId', 'an API key: tenancy / user / fingerprint'],
      ['headers', 'what is signed, in this order'],
      ['signature', 'base64; not kept'],
    ])
    const [first] = decodeHeaders(shown)
    expect(first).toMatchObject({ name: 'date', isSigned: true })
    expect(first?.note).toBe('6 min 40 s behind the emulator’s clock; five minutes are allowed')
  })

  test('a query, also one that cannot be decoded', () => {
    expect(decodeQuery({ target: '/a?b=%20&c=%ZZ&d' })).toEqual([
      { name: 'b', value: ' ', note: 'sent as %20' },
      { name: 'c', value: '%ZZ', note: undefined },
      { name: 'd', value: '', note: undefined },
    ])
  })

  test('claims with their times before or after the request', () => {
    const rows = decodeClaims({ claims: { exp: 60, iat: 0, sub: 'x', odd: true }, at: 30_000 })
    expect(rows.map(({ note }) => note)).toEqual([
      'ends 1970-01-01 00:01:00, 30 s after this request',
      'issued 1970-01-01 00:00:00, 30 s before this request',
      'who it is about',
      undefined,
    ])
    expect(decodeClaims({ claims: { exp: 1e300 }, at: 0 })[0]?.note).toContain('no time')
  })

  test('times and spans', () => {
    expect([duration(1.23), duration(123.4), duration(1234)]).toEqual(['1.2 ms', '123 ms', '1.23 s'])
    expect([span(0), span(61_000), span(-90_061_000)]).toEqual(['0 s', '1 min 1 s', '1 d 1 h'])
    expect(timeOfDay(Number.POSITIVE_INFINITY)).toBe('')
    expect(besides({ at: 1000, realAt: 5000 })).toBe('00:00:01')
    expect(besides({ at: 1000, realAt: 9e10 })).toBe('1970-01-01 00:00:01')
  })

  test('by how much the emulator’s clock differs', () => {
    expect(clockNote({ frozenAt: undefined, offsetMs: 30 })).toBe('')
    expect(clockNote({ frozenAt: undefined, offsetMs: -61_000 })).toBe('−1 min 1 s')
    expect(clockNote({ frozenAt: 5, offsetMs: undefined })).toBe('frozen')
  })
})
