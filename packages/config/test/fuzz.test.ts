// Random texts and edits: the parser returns or throws its own error, the editor changes what it is told to and nothing else.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ConfigParseError, editProfile, InvalidProfileEditError, parseConfig, type ParsedConfig } from '@x/config'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'

const RUNS = fuzzRuns(2_000)
const runs = (share: number): { numRuns: number } => ({ numRuns: Math.ceil(RUNS * share) })

const pieces = [
  '[',
  ']',
  '=',
  ':',
  '#',
  ';',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '\t',
  '\uFEFF',
  '\0',
  '"',
  '-----BEGIN ',
  'DEFAULT',
  'A',
  '__proto__',
  'key_file',
  'pass_phrase',
]
const hostile = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    ),
  )
  .map((parts) => parts.join(''))

const name = fc.constantFrom('DEFAULT', 'A', 'B', '__proto__', 'a b')
const key = fc.constantFrom('user', 'region', 'key_file', 'constructor', 'x-y')
const value = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replaceAll(/[\r\n\0]/g, '').trim())
const blanks = fc.constantFrom('', ' ', '\t', '  ')
const line = fc.oneof(
  {
    weight: 2,
    arbitrary: fc
      .tuple(blanks, name, fc.constantFrom('', ' # c'))
      .map(([indent, each, end]) => `${indent}[${each}]${end}`),
  },
  {
    weight: 5,
    arbitrary: fc.tuple(blanks, key, blanks, fc.constantFrom('=', ':'), blanks, value).map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', '# comment', '; x=y') },
)
const wellFormed = fc
  .tuple(
    fc.constantFrom('', '\uFEFF'),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.array(line, { maxLength: 15 }),
    fc.boolean(),
  )
  .map(([bom, end, lines, closed]) => bom + ['[DEFAULT]', ...lines].join(end) + (closed ? end : ''))

const edits = fc.record({ profile: name, set: fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true }) })

/** Profile → key → value. */
function model(parsed: ParsedConfig): Map<string, Map<string, string>> {
  return new Map(
    [...parsed.profiles].map(([each, { entries }]) => [each, new Map([...entries].map(([k, v]) => [k, v.value]))]),
  )
}

test('the parser returns, or throws its own error, with lines that exist', () => {
  fc.assert(
    fc.property(hostile, fc.boolean(), (text, strict) => {
      const count = text.split(/\r\n|\n|\r/).length
      expect(linesTold(text, strict).filter((each) => !(each >= 1 && each <= count))).toEqual([])
    }),
    runs(0.4),
  )
})

/** The lines of all warnings and errors; any error but the parser's own goes on. */
function linesTold(text: string, strict: boolean): readonly number[] {
  try {
    return parseConfig(text, { strict }).warnings.map((warning) => warning.line ?? 0)
  } catch (error) {
    if (error instanceof ConfigParseError) return error.problems.map((problem) => problem.line)
    throw error
  }
}

test('an edit does what it says to one profile, and others read as before', () => {
  fc.assert(
    fc.property(wellFormed, edits, (text, edit) => {
      const expected = model(parseConfig(text))
      const own = new Map([...(expected.get(edit.profile) ?? []), ...Object.entries(edit.set)])
      if (own.size > 0) expected.set(edit.profile, own)
      expect(model(parseConfig(editProfile(text, edit)))).toEqual(expected)
    }),
    runs(0.2),
  )
})

test('an edit keeps every line that it does not change, byte for byte and in order', () => {
  fc.assert(
    fc.property(wellFormed, edits, (text, edit) => {
      const result = editProfile(text, edit).match(LINE) ?? []
      let position = 0
      const lost = (text.match(LINE) ?? []).filter((each, index, all) => {
        // The last line may be given a line break when something follows it.
        const isSame = (other: string): boolean =>
          other === each || (index === all.length - 1 && other.trimEnd() === each.trimEnd())
        const found = result.findIndex((other, at) => at >= position && isSame(other))
        if (found !== -1) position = found + 1
        return found === -1
      })
      expect(lost.filter((each) => !Object.hasOwn(edit.set, keyIn(each)))).toEqual([])
    }),
    runs(0.1),
  )
})

/** A line with its break. */
const LINE = /[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g

function keyIn(text: string): string {
  return text.split(/[=:]/)[0]?.trim().toLowerCase() ?? ''
}

test('removing a profile takes out its headers and keys, and keeps all others, byte for byte', () => {
  fc.assert(
    fc.property(wellFormed, name, (text, profile) => {
      const left = editProfile(text, { profile, remove: true })
      expect(headersAndKeys(left).map(({ line: each }) => each)).toEqual(
        headersAndKeys(text)
          .filter(({ section }) => section !== profile)
          .map(({ line: each }) => each),
      )
    }),
    runs(0.1),
  )
})

test('setting the same twice changes nothing the second time', () => {
  fc.assert(
    fc.property(wellFormed, edits, (text, edit) => {
      const once = editProfile(text, edit)
      expect(editProfile(once, edit)).toBe(once)
    }),
    runs(0.1),
  )
})

test('whatever is asked for is written so that it reads back, or refused', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 8 })
  fc.assert(
    fc.property(fc.oneof(anything, hostile), anything, fc.oneof(anything, hostile), (profile, anyKey, anyValue) => {
      try {
        const text = editProfile('[Z]\n', { profile, set: { [anyKey]: anyValue } })
        const entries = parseConfig(text).profiles.get(profile)?.entries
        expect([...(entries?.values() ?? [])].map((entry) => entry.value)).toEqual([anyValue])
      } catch (error) {
        if (!(error instanceof InvalidProfileEditError)) throw error
      }
    }),
    runs(0.1),
  )
})

/** A second reading of the grammar, for lines of the kind that `wellFormed` makes. */
function headersAndKeys(text: string): readonly { line: string; section: string }[] {
  let section = ''
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .filter((each) => each.trim() !== '' && !/^\s*[#;]/.test(each))
    .map((each) => {
      section = /^\s*\[(.*?)\]/.exec(each)?.[1] ?? section
      return { line: each, section }
    })
}
