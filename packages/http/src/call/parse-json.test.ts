import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { parseJson } from './parse-json.ts'

describe('JSON', () => {
  test.each([
    ['{"a":1}', { value: { a: 1 } }, { value: { a: 1 } }],
    ['"a\nb"', { problem: 'has raw control characters in its JSON (see allowControlChars)' }, { value: 'a\nb' }],
    ['{\n"a":\t"\\"\u0000"\r}', { problem: expect.stringContaining('control') }, { value: { a: '"\u0000' } }],
    ['"a\u001f \u0020b"', { problem: expect.stringContaining('control') }, { value: 'a\u001f  b' }],
    ['"a\\\nb"', { problem: 'is not JSON' }, { problem: 'is not JSON' }],
    ['"\\\\\n"', { problem: expect.stringContaining('control') }, { value: '\\\n' }],
    ['{"a":"\u0001', { problem: 'is not JSON' }, { problem: 'is not JSON' }],
    ['\\"a\nb"', { problem: 'is not JSON' }, { problem: 'is not JSON' }],
    ['["a",\n"b\n"]', { problem: expect.stringContaining('control') }, { value: ['a', 'b\n'] }],
    [' \n', { problem: 'has no body where JSON was expected' }, { problem: 'has no body where JSON was expected' }],
    ['\u0001', { problem: 'is not JSON' }, { problem: 'is not JSON' }],
  ])('%j is %o, and %o with control characters allowed', (text, strict, lenient) => {
    expect(parseJson(text, false)).toEqual(strict)
    expect(parseJson(text, true)).toEqual(lenient)
  })

  test('with its control characters unescaped is the same value when they are allowed', () => {
    const raw = (json: string) =>
      json.replaceAll(/\\(?:u00([01][0-9a-f])|([nrtbf])|[^])/g, (all, hex?: string, letter?: string) => {
        if (hex) return String.fromCharCode(parseInt(hex, 16))
        return letter ? (JSON.parse(`"\\${letter}"`) as string) : all
      })
    const runs = { numRuns: fuzzRuns(200) }
    const values = fc.jsonValue({ stringUnit: 'binary-ascii' })
    fc.assert(
      fc.property(values, (value) => {
        const json = JSON.stringify(value)
        expect(parseJson(raw(json), true)).toEqual({ value: JSON.parse(json) as unknown })
      }),
      runs,
    )
  })

  test('of any kind of text ends in a value or a problem', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), fc.boolean(), (text, allowed) => {
        const parsed = parseJson(text, allowed)
        expect('value' in parsed || parsed.problem !== '').toBe(true)
      }),
      { numRuns: fuzzRuns(200) },
    )
  })
})
