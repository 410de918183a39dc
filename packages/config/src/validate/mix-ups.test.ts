import { expect, test } from 'vitest'
import type { FieldName } from '../profile/fields.ts'
import { explainMalformed } from './mix-ups.ts'

const FIELDS: readonly FieldName[] = [
  'tenancy',
  'user',
  'fingerprint',
  'region',
  'keyFile',
  'keyContent',
  'passphrase',
  'securityTokenFile',
  'delegationTokenFile',
  'additionalUserAgent',
]
const PATHS = new Set<FieldName>(['keyFile', 'securityTokenFile', 'delegationTokenFile'])
const OCIDS = new Set<FieldName>(['tenancy', 'user'])

const EMPTY = 'it is empty. Write a value, or leave the field out.'
const KEY_AS_PATH =
  'it is the text of a key, not a path. Pass the text as keyContent, or write it to a file and name that.'
const TOKEN = 'it is a token, not a path. Write the token to a file and name that.'
const PATH = 'it is a path, not a key. Pass it as keyFile.'
const KEY = 'it is the text of a key. Pass that as keyContent only.'
const AROUND = 'there is whitespace around it, perhaps a line break at the end. Trim it.'
const PLACEHOLDER = 'it is still a placeholder. Put your own value there.'
const QUOTES = 'it stands in quotes, which OCI takes as part of the value. Take them away.'
const COMMENT = 'it is followed by a comment. Put that on a line of its own.'
const INSIDE = 'there is whitespace in it. Write it without, e.g. "us-phoenix-1".'
const SSH = "it is a SHA-256 fingerprint as of SSH. Take the MD5 one from the console's API keys."
const COLONS = 'the colons are missing. Write it as "20:3b:…".'
const CASE = 'it has upper-case letters. Write it in lower case.'
const PAIRS = 'it is not 16 lower-case hex pairs joined by ":". Copy it from the console.'
const NAME = 'it is a name or an e-mail address. Write the OCID, "ocid1.…".'
const NO_PATH = 'it has a line break, or a name that is longer than that of any file. Give the path of a file.'
const OCID = 'it is not an OCID. Write one, e.g. "ocid1.user.oc1..aaaa".'
const FORM = 'its form is wrong. Correct it.'

/** What is said of a value by the groups of fields that read it their own way, and of all others. */
interface Said {
  readonly paths?: string
  readonly ocids?: string
  readonly fingerprint?: string
  readonly region?: string
  readonly keyContent?: string
  readonly others: string
}
const all = (sentence: string): Said => ({ others: sentence, keyContent: PATH })
const usual: Said = { ocids: OCID, fingerprint: PAIRS, keyContent: PATH, others: FORM }

const rows: readonly (readonly [value: string, said: Said])[] = [
  ['', { others: EMPTY }],
  ['-----BEGIN PRIVATE KEY-----', { paths: KEY_AS_PATH, others: KEY }],
  [`MIIE${'a'.repeat(60)}`, { paths: KEY_AS_PATH, keyContent: PATH, others: KEY }],
  ['ST$eyJx', { ...usual, paths: TOKEN }],
  ['eyJx.y', { ...usual, paths: TOKEN }],
  [' x', all(AROUND)],
  ['x\n', all(AROUND)],
  ['<x>', all(PLACEHOLDER)],
  ['"x"', all(QUOTES)],
  ["'x'", all(QUOTES)],
  ['x # y', all(COMMENT)],
  ['x ;y', all(COMMENT)],
  ['x y', { ...usual, region: INSIDE }],
  ['SHA256:abc', { ...usual, fingerprint: SSH }],
  ['0123456789abcdefABCDEF0123456789', { ...usual, fingerprint: COLONS }],
  ['20:3B', { ...usual, fingerprint: CASE }],
  ['20:3b', usual],
  ['20:3G', usual],
  ['me@example.com', { ...usual, ocids: NAME }],
  ['a\nb', { ...usual, paths: NO_PATH, region: INSIDE }],
  ['x'.repeat(256), { ...usual, paths: NO_PATH }],
]

function groupOf(field: FieldName): keyof Said {
  if (PATHS.has(field)) return 'paths'
  if (OCIDS.has(field)) return 'ocids'
  return field === 'fingerprint' || field === 'region' || field === 'keyContent' ? field : 'others'
}

test.each(rows)('%j is explained for each field', (value, said) => {
  const expected = FIELDS.map((field) => [field, said[groupOf(field)] ?? said.others])
  expect(FIELDS.map((field) => [field, explainMalformed(field, value)])).toEqual(expected)
})

test('what is no text is called by the kind that is wanted', () => {
  expect(explainMalformed('region', 5)).toBe('it is not a string. Pass one.')
  expect(explainMalformed('logRequests', 5)).toBe('it is not a boolean. Pass one.')
})
