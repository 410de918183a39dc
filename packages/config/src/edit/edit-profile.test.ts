import { describe, expect, test } from 'vitest'
import { editProfile } from './edit-profile.ts'
import type { ProfileEdit } from './check-edit.ts'

const rows: readonly (readonly [what: string, before: string, edit: ProfileEdit, after: string])[] = [
  [
    'replaces a value only',
    '[A]\n Key_File =  /a  \n',
    { profile: 'A', set: { key_file: '/b' } },
    '[A]\n Key_File =  /b  \n',
  ],
  ['fills an empty value', '[A]\nregion= \n', { profile: 'A', set: { region: 'x' } }, '[A]\nregion= x\n'],
  ['empties a value', '[A]\nregion=x\n', { profile: 'A', set: { region: '' } }, '[A]\nregion=\n'],
  ['takes member names', '[A]\nkey_file=a\n', { profile: 'A', set: { keyFile: 'b' } }, '[A]\nkey_file=b\n'],
  ['leaves an equal value alone', '[A]\nregion = x', { profile: 'A', set: { region: 'x' } }, '[A]\nregion = x'],
  ['changes a value behind a colon', '[A]\nregion: x\n', { profile: 'A', set: { region: 'y' } }, '[A]\nregion: y\n'],
  [
    'adds a key behind the last one, in its style',
    '[A]\n  user = u\n\n# end\n[B]\n',
    { profile: 'A', set: { region: 'r' } },
    '[A]\n  user = u\n  region = r\n\n# end\n[B]\n',
  ],
  ['adds a key to an empty section', '[A]\n[B]\n', { profile: 'A', set: { region: 'r' } }, '[A]\nregion=r\n[B]\n'],
  [
    'adds a key where the last line has no break',
    '[A]\nuser=u',
    { profile: 'A', set: { region: 'r' } },
    '[A]\nuser=u\nregion=r',
  ],
  ['adds keys in the order given', '[A]\n', { profile: 'A', set: { b: '1', a: '2' } }, '[A]\nb=1\na=2\n'],
  ['keeps CRLF', '[A]\r\nuser=u\r\n', { profile: 'A', set: { region: 'r' } }, '[A]\r\nuser=u\r\nregion=r\r\n'],
  ['keeps a BOM', '\uFEFF[A]\nuser=u\n', { profile: 'A', set: { user: 'v' } }, '\uFEFF[A]\nuser=v\n'],
  [
    'does not touch an inherited key',
    '[DEFAULT]\nregion=d\n[A]\nuser=u\n',
    { profile: 'A', set: { region: 'r' } },
    '[DEFAULT]\nregion=d\n[A]\nuser=u\nregion=r\n',
  ],
  [
    'changes the one of two keys that counts',
    '[A]\nregion=1\nregion=2\n',
    { profile: 'A', set: { region: '3' } },
    '[A]\nregion=1\nregion=3\n',
  ],
  [
    'changes the one of two sections that counts',
    '[A]\nregion=1\n[B]\n[A]\nregion=2\n',
    { profile: 'A', set: { region: '3' } },
    '[A]\nregion=1\n[B]\n[A]\nregion=3\n',
  ],
  [
    'removes keys',
    '[A]\nuser=u\n# c\npass_phrase=p\nregion=r\n',
    { profile: 'A', remove: ['passphrase', 'gone'] },
    '[A]\nuser=u\n# c\nregion=r\n',
  ],
  ['removes every copy of a key', '[A]\nx=1\nX=2\n[A]\nx=3\n', { profile: 'A', remove: ['x'] }, '[A]\n[A]\n'],
  [
    'sets and removes at once',
    '[A]\nuser=u\nregion=r\n',
    { profile: 'A', set: { region: 's', x: 'y' }, remove: ['user'] },
    '[A]\nregion=s\nx=y\n',
  ],
  [
    'changes keys in the order of the text, whatever the order of the edit',
    '[A]\na=1\nb=2\nc=3\n',
    { profile: 'A', set: { b: '5', a: '4' }, remove: ['c'] },
    '[A]\na=4\nb=5\n',
  ],
  [
    'changes a key above one that it removes',
    '[A]\nregion=r\nuser=u\nx=y\n',
    { profile: 'A', set: { region: 's', z: '1' }, remove: ['user', 'x'] },
    '[A]\nregion=s\nz=1\n',
  ],
  [
    'adds a key behind an empty one with a mere "="',
    '[A]\n  user = \n',
    { profile: 'A', set: { region: 'r' } },
    '[A]\n  user = \n  region=r\n',
  ],
  ['removes nothing from a profile that is not there', '[A]\n', { profile: 'B', remove: ['x'] }, '[A]\n'],
  ['removes no profile that is not there', '[A]\n', { profile: 'B', remove: true }, '[A]\n'],
  ['adds a profile to an empty text', '', { profile: 'A', set: { user: 'u' } }, '[A]\nuser=u\n'],
  [
    'adds a profile behind a blank line',
    '[A]\nuser=u\n',
    { profile: 'B', set: { user: 'v' } },
    '[A]\nuser=u\n\n[B]\nuser=v\n',
  ],
  ['adds a profile where one blank line is', '[A]\n\n', { profile: 'B', set: { user: 'v' } }, '[A]\n\n[B]\nuser=v\n'],
  [
    'adds a profile where the last line has no break',
    '[A]\nuser=u',
    { profile: 'B', set: { user: 'v' } },
    '[A]\nuser=u\n\n[B]\nuser=v\n',
  ],
  [
    'adds a profile with the line breaks of the text',
    '[A]\r\n',
    { profile: 'B', set: { user: 'v' } },
    '[A]\r\n\r\n[B]\r\nuser=v\r\n',
  ],
  [
    'removes a profile and one run of blank lines',
    '[A]\nx=1\n\n[B]\ny=2\n\n\n[C]\nz=3\n',
    { profile: 'B', remove: true },
    '[A]\nx=1\n\n[C]\nz=3\n',
  ],
  [
    'removes the last profile and the blank lines before it',
    '[A]\nx=1\n\n[B]\ny=2\n',
    { profile: 'B', remove: true },
    '[A]\nx=1\n',
  ],
  [
    'removes the last profile and all blank lines before it',
    '[A]\n\nx=1\n\n\n\n[B]\ny=2\n',
    { profile: 'B', remove: true },
    '[A]\n\nx=1\n',
  ],
  [
    'removes a profile of several keys with all comments at the end of the text',
    '[A]\n[B]\nx=1\ny=2\n# old=1\n# old=2\n\n\n',
    { profile: 'B', remove: true },
    '[A]\n',
  ],
  [
    'removes several comments at the very end of the text',
    '[A]\n[B]\nx=1\n# old=1\n# old=2',
    { profile: 'B', remove: true },
    '[A]\n',
  ],
  ['removes the first profile', '[A]\nx=1\n\n[B]\ny=2\n', { profile: 'A', remove: true }, '[B]\ny=2\n'],
  ['removes the comments inside', '[A]\n# a\nx=1\n# old=1\n\n[B]\n', { profile: 'A', remove: true }, '[B]\n'],
  ['removes comments at the end of the text', '[A]\n[B]\nx=1\n# old=1', { profile: 'B', remove: true }, '[A]\n'],
  [
    'keeps comments that lead up to the next profile',
    '[A]\nx=1\n# about B\n[B]\n',
    { profile: 'A', remove: true },
    '# about B\n[B]\n',
  ],
  ['keeps comments behind a blank line', '[A]\nx=1\n\n# end\n', { profile: 'A', remove: true }, '# end\n'],
  ['keeps comments above the header', '# about A\n[A]\nx=1\n', { profile: 'A', remove: true }, '# about A\n'],
  ['removes both of two sections', '[A]\nx=1\n\n[B]\n\n[A]\ny=1\n', { profile: 'A', remove: true }, '[B]\n'],
  ['removes two sections in a row', '[A]\nx=1\n\n[A]\ny=1\n', { profile: 'A', remove: true }, ''],
  [
    'finds a section however its header is written',
    '[ A ] # mine\nx=1\n',
    { profile: 'A', set: { x: '2' } },
    '[ A ] # mine\nx=2\n',
  ],
  [
    'knows names of Object.prototype',
    '[__proto__]\nx=1\n',
    { profile: '__proto__', set: { constructor: '2' } },
    '[__proto__]\nx=1\nconstructor=2\n',
  ],
]
test.each(rows)('%s', (_, before, edit, after) => {
  expect(editProfile(before, edit)).toBe(after)
})

test.each([['passphrase'], ['pass_phrase']])('removes a passphrase in both spellings when told to remove %s', (key) => {
  const text = '[A]\npassphrase=hunter2\nuser=u\npass_phrase=hunter2\n'
  expect(editProfile(text, { profile: 'A', remove: [key] })).toBe('[A]\nuser=u\n')
})

test('adding and removing a profile gives the text back', () => {
  const text = '# mine\n[A]\nx=1\n'
  const added = editProfile(text, { profile: 'B', set: { region: 'r' } })
  expect(editProfile(added, { profile: 'B', remove: true })).toBe(text)
})

describe('refuses', () => {
  const refused: readonly (readonly [string, ProfileEdit])[] = [
    ['an empty name', { profile: '' }],
    ['a name with blanks around it', { profile: ' A' }],
    ['a name with a bracket', { profile: 'A]' }],
    ['a name of two lines', { profile: 'A\n[B' }],
    ['a name that is a key', { profile: '-----BEGIN PRIVATE KEY-----hunter2\n' }],
    ['an empty key', { profile: 'A', set: { '': 'x' } }],
    ['a key that is a comment', { profile: 'A', set: { '#x': 'y' } }],
    ['a key that is a header', { profile: 'A', set: { '[x]': 'y' } }],
    ['a key with a delimiter', { profile: 'A', set: { 'a=b': 'y' } }],
    ['a key of two lines', { profile: 'A', set: { 'a\nb': 'y' } }],
    ['a value of two lines', { profile: 'A', set: { a: 'hunter2\n[B]' } }],
    ['a value with a lone CR', { profile: 'A', set: { a: 'hunter2\rb=c' } }],
    ['a value with blanks around it', { profile: 'A', set: { a: 'hunter2 ' } }],
    ['a value with a NUL', { profile: 'A', set: { a: 'hunter2\0' } }],
    ['a value that is no text', { profile: 'A', set: { a: 5 as never } }],
    ['a name that is no text', { profile: 5 as never }],
    ['a key that begins a PEM text', { profile: 'A', set: { '-----BEGIN X': 'hunter2' } }],
    ['a private key', { profile: 'A', set: { keyContent: 'hunter2' } }],
    ['setting into a profile that is removed', { profile: 'A', set: { a: 'b' }, remove: true }],
    ['setting and removing the same key', { profile: 'A', set: { keyFile: 'b' }, remove: ['key_file'] }],
  ]
  test.each(refused)('%s, and repeats no value', (_, edit) => {
    expect(() => editProfile('[A]\n', edit)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_PROFILE_EDIT' }))
    expect(() => editProfile('[A]\n', edit)).toThrow(TypeError)
    expect(() => editProfile('[A]\n', edit)).not.toThrow(/hunter2/)
  })

  test('a text that is faulty', () => {
    expect(() => editProfile('x=1', { profile: 'A' })).toThrow(expect.objectContaining({ code: 'ERR_CONFIG_PARSE' }))
  })
})
