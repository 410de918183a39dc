import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { editProfile } from '../edit/edit-profile.ts'
import { parseConfig } from './parse-config.ts'
import { ConfigParseError } from '../errors/parse-error.ts'

/** The own entries of one profile as a plain object. */
function entries(text: string, profile = 'A'): Record<string, string> {
  const found = parseConfig(text).profiles.get(profile)?.entries ?? new Map()
  return Object.fromEntries([...found].map(([key, { value }]) => [key, value]))
}

function failure(text: string, strict = false): ConfigParseError {
  try {
    parseConfig(text, { source: 'file', strict })
  } catch (error) {
    if (error instanceof ConfigParseError) return error
    throw error
  }
  throw new Error('the text was accepted')
}

describe('the grammar, row by row', () => {
  const accepted: readonly (readonly [row: string, text: string, expected: Record<string, string>])[] = [
    ['# begins a comment at the start of a line', '[A]\n# user=x\nuser=y', { user: 'y' }],
    ['# begins a comment after blanks', '[A]\n \t# user=x', {}],
    ['; begins a comment', '[A]\n; user=x\n ;z', {}],
    ['a comment after a value is part of it', '[A]\nuser=y # c', { user: 'y # c' }],
    ['so it is with ;', '[A]\nuser=y ; c', { user: 'y ; c' }],
    ['= separates', '[A]\nuser=y', { user: 'y' }],
    [': separates when no = stands before it', '[A]\nuser: y', { user: 'y' }],
    ['the first of : and = separates', '[A]\nuser:a=b', { user: 'a=b' }],
    ['a : behind = is part of the value', '[A]\nfingerprint=20:3b', { fingerprint: '20:3b' }],
    ['the value is the whole remainder', '[A]\npath=C:\\x=y', { path: 'C:\\x=y' }],
    ['blanks around key and value are trimmed', '[A]\n\tuser \t=  y\t ', { user: 'y' }],
    ['inner blanks are kept', '[A]\nuser=a  b', { user: 'a  b' }],
    ['quotes are kept', '[A]\nuser="y"', { user: '"y"' }],
    ['keys are lower-cased', '[A]\nKey_File=/K', { key_file: '/K' }],
    ['_ and - are distinct', '[A]\nkey_file=1\nkey-file=2', { key_file: '1', 'key-file': '2' }],
    ['a section name is trimmed', '[  A ]\nuser=y', { user: 'y' }],
    ['a comment may follow a header', '[A] # mine\nuser=y', { user: 'y' }],
    ['so may one with ; and brackets', '[A];[B]\nuser=y', { user: 'y' }],
    ['an empty value is there, and empty', '[A]\npass_phrase=', { pass_phrase: '' }],
    ['the last of two keys wins', '[A]\nuser=x\nUSER=y', { user: 'y' }],
    ['two sections of a name are merged', '[A]\nuser=x\n[B]\n[A]\nregion=r', { user: 'x', region: 'r' }],
    ['an indented key is a key', '[A]\nuser=x\n  region=r', { user: 'x', region: 'r' }],
    ['an indented header is a header', '[B]\nuser=x\n  [A]\nuser=y', { user: 'y' }],
    ['a BOM is stripped', '\uFEFF[A]\nuser=y', { user: 'y' }],
    ['CRLF ends a line', '[A]\r\nuser=y\r\nregion=r\r\n', { user: 'y', region: 'r' }],
    ['CR ends a line', '[A]\ruser=y\rregion=r', { user: 'y', region: 'r' }],
    ['UTF-8 is kept', '[A]\nuser=Jürgen 日本', { user: 'Jürgen 日本' }],
    ['% is literal', '[A]\npass_phrase=50%off%(user)s', { pass_phrase: '50%off%(user)s' }],
    ['$ is literal', '[A]\nkey_file=$HOME/k', { key_file: '$HOME/k' }],
  ]
  test.each(accepted)('%s', (_, text, expected) => {
    expect(entries(text)).toEqual(expected)
  })

  const refused: readonly (readonly [row: string, text: string, line: number, reason: string])[] = [
    ['a line that is nothing at all', 'x\n', 1, 'no-delimiter'],
    ['a section without a name', '[A]\n[]\n', 2, 'empty-section'],
    ['a section of blanks', '[A]\n\n[  ]\n', 3, 'empty-section'],
    ['a header without its bracket', '[A\nuser=y', 1, 'unclosed-section'],
    ['a key before any section', '\nuser=y\n[A]', 2, 'no-section'],
    ['a line without delimiter', '[A]\nuser=y\nhello', 3, 'no-delimiter'],
    ['an empty key', '[A]\n = y', 2, 'empty-key'],
    ['an empty key before a colon', '[A]\n:y', 2, 'empty-key'],
    ['an indented line without delimiter', '[A]\nuser=y\n  more', 3, 'continuation'],
    ['a key given as configuration', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n', 1, 'pem'],
    ['UTF-16 text', '[\0A\0]\0\n\0', 1, 'not-text'],
    ['a NUL further down', '[A]\nuser=\0', 2, 'not-text'],
    ['a NUL below an empty line', '\n\0', 2, 'not-text'],
    ['a line indented by one blank', '[A]\nuser=y\n more', 3, 'continuation'],
    ['an empty key that is indented', '[A]\n  =y', 2, 'empty-key'],
  ]
  test.each(refused)('refuses %s, with its line', (_, text, line, reason) => {
    const error = failure(text)
    expect(error.problems[0]).toEqual({ line, reason })
    expect(error.line).toBe(line)
    expect(error.message).toContain(`file:${line}: `)
  })

  const odd: readonly (readonly [row: string, text: string, line: number, code: string])[] = [
    ['a duplicate key', '[A]\nuser=x\nUser=y', 3, 'WARN_DUPLICATE_KEY'],
    ['a duplicate section', '[A]\n\n[A]', 3, 'WARN_DUPLICATE_SECTION'],
    ['a second DEFAULT', '[DEFAULT]\n[DEFAULT]', 2, 'WARN_DUPLICATE_SECTION'],
    ['text behind a header', '[A] mine', 1, 'WARN_TEXT_AFTER_SECTION'],
    ['one letter behind a header', '[A]x', 1, 'WARN_TEXT_AFTER_SECTION'],
    ['double quotes around a value', '[A]\nuser="y"', 2, 'WARN_QUOTED_VALUE'],
    ['single quotes around a value', "[A]\nuser='y'", 2, 'WARN_QUOTED_VALUE'],
    ['quotes around nothing', '[A]\nuser=""', 2, 'WARN_QUOTED_VALUE'],
  ]
  test.each(odd)('warns of %s, with its line', (_, text, line, code) => {
    const { warnings } = parseConfig(text, { source: 'file' })
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatchObject({ code, line, source: 'file' })
    expect(warnings[0]?.message).toContain(`file:${line}: `)
  })

  test.each(['[A]', '[A] ', '[A]#', '[A]; [B]', '[A] # mine', '[A]\nuser="', "[A]\nuser='"])(
    'finds nothing odd in %j',
    (text) => {
      expect(parseConfig(text, { strict: true }).warnings).toEqual([])
    },
  )

  test.each(odd.slice(0, 5))('refuses %s in strict mode', (_, text, line) => {
    expect(failure(text, true).line).toBe(line)
  })

  test('does not mind quotes in strict mode, or a quote on one side', () => {
    expect(parseConfig('[A]\nuser="y"', { strict: true }).warnings).toHaveLength(1)
    expect(parseConfig('[A]\nuser="y\nregion="').warnings).toEqual([])
  })
})

describe('profiles', () => {
  const text = '[DEFAULT]\nuser=d\nregion=r\n[A]\nuser=a\n[B]\n'

  test('inherit DEFAULT key by key, and entries say where they stand', () => {
    const inherited = parseConfig(text).entriesOf('A')
    expect(inherited?.get('user')).toMatchObject({ value: 'a', line: 5, profile: 'A' })
    expect(inherited?.get('region')).toMatchObject({ value: 'r', line: 3, profile: 'DEFAULT' })
  })

  test('have own entries only in the map of profiles', () => {
    expect([...(parseConfig(text).profiles.get('B')?.entries ?? [])]).toEqual([])
    expect([...parseConfig(text).profiles.keys()]).toEqual(['DEFAULT', 'A', 'B'])
  })

  test.each([[undefined], [null], ['DEFAULT']])('%s means DEFAULT', (name) => {
    expect(parseConfig(text).entriesOf(name)?.get('user')?.value).toBe('d')
  })

  test('are case-sensitive', () => {
    expect(parseConfig(text).entriesOf('a')).toBeUndefined()
    expect(parseConfig('[default]\nuser=x').entriesOf()).toBeUndefined()
  })

  test('need no DEFAULT', () => {
    expect(parseConfig('[A]\nuser=a').entriesOf('A')?.get('user')?.value).toBe('a')
  })

  test('may be called like members of Object.prototype', () => {
    const parsed = parseConfig('[__proto__]\n__proto__=1\nconstructor=2\ntoString=3\n[constructor]\n')
    expect(parsed.entriesOf('__proto__')?.get('__proto__')?.value).toBe('1')
    expect(parsed.entriesOf('__proto__')?.get('tostring')?.value).toBe('3')
    expect(parsed.entriesOf('toString')).toBeUndefined()
    expect(Reflect.get({}, '1')).toBeUndefined()
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })
})

test("reads the sample of OCI's SDK, comments with ; first", () => {
  const sample =
    '; Copy this file\n; and fill it in\n\n[DEFAULT]\ntenancy = <TENANCY OCID>\nkey_file = <PATH TO API KEY>\n'
  expect(entries(sample, 'DEFAULT')).toEqual({ tenancy: '<TENANCY OCID>', key_file: '<PATH TO API KEY>' })
})

test('reads an empty text, and one of comments, as no profiles', () => {
  expect(parseConfig('').profiles.size).toBe(0)
  expect(parseConfig('\uFEFF\n# nothing\n').profiles.size).toBe(0)
})

test('tells all faulty lines at once, but keeps no more than 20', () => {
  const error = failure(`[A]\n${'x\n'.repeat(1_000)}`)
  expect(error.problems).toHaveLength(20)
  expect(error.problemCount).toBe(1_000)
  expect(error.message).toContain('995 more')
  expect(error.message.split('\n')).toHaveLength(6)
  expect(error.message.split('\n')[0]).toMatch(/^file:2: /)
})

test('tells no more than there is', () => {
  const reason = 'The line has no "=". Write "key = value", or "#" in front of a comment.'
  expect(failure('[A]\nx\n').message).toBe(`file:2: ${reason}`)
  expect(failure('[A]\nx\nx\n').message).toBe(`file:2: ${reason}\nfile:3: ${reason}`)
  expect(failure(`[A]\n${'x\n'.repeat(6)}`).message).toMatch(/\n… and 1 more\.$/)
})

test('reads nothing behind the beginning of a key, whose lines would all be faulty', () => {
  expect(failure('-----BEGIN PRIVATE KEY-----\nMIIE\nMIIE\n').problems).toEqual([{ line: 1, reason: 'pem' }])
})

test('names only the line of a text without a source', () => {
  expect(() => parseConfig('x')).toThrow(expect.objectContaining({ line: 1, source: undefined }))
  expect(() => parseConfig('x')).toThrow('Line 1: ')
  expect(parseConfig('[A]\n[A]').warnings[0]?.message).toMatch(/^Line 2: /)
  expect(new ConfigParseError(undefined, []).line).toBe(1)
})

test('repeats no text of a faulty line', () => {
  const error = failure('[A]\nhunter2\n  hunter2\n=hunter2\n')
  expect(`${error.message}${JSON.stringify(error)}${inspect(error)}`).not.toContain('hunter2')
})

test('prints no secret value, and gives it by name', () => {
  const parsed = parseConfig('[A]\npass_phrase=hunter2\npassphrase=hunter2\nmy-client-secret=hunter2\nuser=u\n')
  const { key, value, line, profile } = parsed.profiles.get('A')?.entries.get('pass_phrase') ?? {}
  expect([key, value, line, profile]).toEqual(['pass_phrase', 'hunter2', 2, 'A'])
  const printed = inspect(parsed, { depth: 9, showHidden: true }) + JSON.stringify([...parsed.profiles.values()])
  expect(printed).not.toContain('hunter2')
  expect(inspect(parsed, { depth: 9 })).toContain("'u'")
})

describe('a second DEFAULT, as a login with the CLI leaves it', () => {
  const text = '[DEFAULT]\nuser=first\nregion=phx\n\n[A]\nuser=a\n\n[DEFAULT]\nregion=fra\nsecurity_token_file=/token\n'

  test('is merged with the first one, key by key, with a warning that names both lines', () => {
    const parsed = parseConfig(text, { source: 'config' })
    const values = (profile: string): unknown =>
      Object.fromEntries([...(parsed.entriesOf(profile) ?? [])].map(([key, { value, line }]) => [key, [value, line]]))
    const inherited = { region: ['fra', 9], security_token_file: ['/token', 10] }
    expect(values('DEFAULT')).toEqual({ user: ['first', 2], ...inherited })
    expect(values('A')).toEqual({ user: ['a', 6], ...inherited })
    expect([...parsed.profiles.keys()]).toEqual(['DEFAULT', 'A'])
    expect(parsed.profiles.get('DEFAULT')?.line).toBe(1)
    expect(parsed.warnings.map(({ code, line, message }) => [code, line, message])).toEqual([
      ['WARN_DUPLICATE_SECTION', 8, 'config:8: [DEFAULT] was begun on line 1 already; the two are merged.'],
      ['WARN_DUPLICATE_KEY', 9, 'config:9: "region" stands on line 3 already; the last one counts.'],
    ])
  })

  test('is never written', () => {
    const headers = (edited: string): number => edited.split('[DEFAULT]').length - 1
    const set = { region: 'lhr', tenancy: 't' }
    expect(headers(editProfile(text, { profile: 'DEFAULT', set }))).toBe(2)
    for (const before of ['[DEFAULT]\nregion=phx\n[A]\nuser=a\n', '[A]\nuser=a\n', '', '[ DEFAULT ]\n[A]\n']) {
      const edited = editProfile(editProfile(before, { profile: 'DEFAULT', set }), {
        profile: 'DEFAULT',
        set: { user: 'u' },
      })
      expect(
        [...parseConfig(edited, { strict: true }).profiles.keys()].filter((name) => name === 'DEFAULT'),
      ).toHaveLength(1)
    }
    const replaced = editProfile(editProfile(text, { profile: 'DEFAULT', remove: true }), { profile: 'DEFAULT', set })
    expect(replaced).toBe('[A]\nuser=a\n\n[DEFAULT]\nregion=lhr\ntenancy=t\n')
  })
})
