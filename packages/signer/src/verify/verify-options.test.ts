import { describe, expect, test } from 'vitest'
import { readRules, type VerifyOptions } from './verify-options.ts'

test('nothing given means the defaults', () => {
  const before = Date.now()
  const { now, ...rules } = readRules({})
  expect(rules).toEqual({ hosts: undefined, clockSkewSeconds: 300, allowUnsignedBody: false, presigned: false })
  expect(now).toBeGreaterThanOrEqual(before)
  expect(now).toBeLessThanOrEqual(Date.now())
})

test('what is given counts', () => {
  const given = { host: 'h:81', now: () => 5, clockSkewSeconds: 2.5, allowUnsignedBody: true, presigned: true }
  const read = { hosts: ['h:81'], now: 5, clockSkewSeconds: 2.5, allowUnsignedBody: true, presigned: true }
  expect(readRules(given)).toEqual(read)
  expect(readRules({ host: ['a.example', '[::1]:81'] }).hosts).toEqual(['a.example', '[::1]:81'])
  expect(readRules({ clockSkewSeconds: 0 }).clockSkewSeconds).toBe(0)
  expect(readRules({ now: () => Number.NaN }).now).toBeNaN()
  const absent = { host: undefined, now: undefined, clockSkewSeconds: undefined, presigned: undefined }
  expect(readRules({ ...absent, now: () => 1 })).toEqual({ ...readRules({ now: () => 1 }) })
})

test('a prototype gives nothing', () => {
  const inherited = { host: 'h', now: () => 5, clockSkewSeconds: 1e9, allowUnsignedBody: true, presigned: true }
  const { now, ...rules } = readRules(Object.create(inherited) as VerifyOptions)
  expect(rules).toEqual({ hosts: undefined, clockSkewSeconds: 300, allowUnsignedBody: false, presigned: false })
  expect(now).toBeGreaterThan(5)
})

describe('a value that would have to be guessed at is refused', () => {
  test.each<[string, unknown]>([
    ['options', null],
    ['options', 5],
    ['host', { host: '' }],
    ['host', { host: [] }],
    ['host', { host: ['h', ''] }],
    ['host', { host: ['h', undefined] }],
    ['host', { host: null }],
    ['host', { host: new Set(['h']) }],
    ['host', { host: 'https://h' }],
    ['host', { host: 'h/a' }],
    ['host', { host: 'h i' }],
    ['host', { host: ' h' }],
    ['host', { host: 'h\n' }],
    ['now', { now: 5 }],
    ['now', { now: null }],
    ['now', { now: () => '5' }],
    ['now', { now: () => new Date(5) }],
    ['now', { now: () => undefined }],
    ['clockSkewSeconds', { clockSkewSeconds: Number.NaN }],
    ['clockSkewSeconds', { clockSkewSeconds: Number.POSITIVE_INFINITY }],
    ['clockSkewSeconds', { clockSkewSeconds: -1 }],
    ['clockSkewSeconds', { clockSkewSeconds: '300' }],
    ['clockSkewSeconds', { clockSkewSeconds: null }],
    ['allowUnsignedBody', { allowUnsignedBody: 'false' }],
    ['allowUnsignedBody', { allowUnsignedBody: 1 }],
    ['presigned', { presigned: 'true' }],
    ['presigned', { presigned: 0 }],
  ])('%s: %j', (name, options) => {
    expect(() => readRules(options as VerifyOptions)).toThrow(
      expect.objectContaining({
        name: 'TypeError',
        code: 'ERR_INVALID_ARGUMENT',
        message: expect.stringMatching(new RegExp(`^The (option )?${name}\\b.*\\. (Give|Pass) .*\\.$`)) as string,
      }),
    )
  })
})
