import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { describe, expect, test } from 'vitest'
import { callerKey, readCallerToken } from './caller-token.ts'

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims: object): string => `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`

function outcomeOf(given: unknown): object {
  try {
    return readCallerToken(given)
  } catch (error) {
    return error as Error
  }
}

describe('the token of a caller', () => {
  test('is taken without the blanks around it, with its end in milliseconds', () => {
    const token = jwt({ exp: 1_800_000_000 })
    expect(readCallerToken(` ${token}\n`)).toEqual({ token, expiresAt: 1_800_000_000_000 })
  })

  const long = (length: number): string => {
    const claims = (filler: number): string => jwt({ exp: 1, filler: 'x'.repeat(filler) })
    let filler = Math.floor(length * 0.7)
    while (claims(filler).length < length) filler++
    return claims(filler)
  }
  test('may be as long as headers get', () => {
    const token = long(16_384)
    expect([token.length, readCallerToken(token).token]).toEqual([16_384, token])
  })

  test.each<[string, unknown, string]>([
    ['no text', undefined, 'missing'],
    ['null', null, 'missing'],
    ['a number', 7, 'missing'],
    ['an empty text', '', 'missing'],
    ['blanks', ' \r\n\t', 'missing'],
    ['the whole header', `Bearer ${jwt({ exp: 1 })}`, 'malformed'],
    ['the id of a user', 'alice', 'malformed'],
    ['half a token', jwt({ exp: 1 }).slice(0, 30), 'malformed'],
    ['two tokens', `${jwt({ exp: 1 })},${jwt({ exp: 1 })}`, 'malformed'],
    ['a token with a line break inside', jwt({ exp: 1 }).replace('.', '.\r\n'), 'malformed'],
    ['a token that is longer than any header', long(16_385), 'malformed'],
    ['a token without an end', jwt({ sub: 'alice' }), 'no-expiry'],
    ['a token that ends at a text', jwt({ exp: '1800000000' }), 'no-expiry'],
  ])('is not %s', (_, given, reason) => {
    expect(() => readCallerToken(given)).toThrow(
      expect.objectContaining({ name: 'CallerTokenError', code: 'ERR_CALLER_TOKEN', reason }),
    )
  })

  test.each(['Bearer hunter2', jwt({ sub: 'hunter2' })])('shows in no error: %s', (given) => {
    const error = outcomeOf(given)
    expect(error).toBeInstanceOf(Error)
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/hunter2|eyJ/)
  })

  test('is found by the SHA-256 of all of it, and by nothing of it alone', async () => {
    const token = jwt({ exp: 1, sub: 'alice' })
    const expected = createHash('sha256').update(token).digest('base64')
    expect(await callerKey({ token, expiresAt: 1000 })).toBe(expected)
    const others = [jwt({ exp: 1, sub: '' }), `${token}A`, token.slice(0, -1)]
    const keys = await Promise.all([token, ...others].map((each) => callerKey({ token: each, expiresAt: 1000 })))
    expect(new Set(keys).size).toBe(4)
  })

  test('is read or refused with a reason, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.anything(), fc.object().map(jwt)), (given) => {
        const isTaken = { token: expect.stringMatching(/\S/), expiresAt: expect.any(Number) }
        const isRefused = { code: 'ERR_CALLER_TOKEN', message: expect.stringMatching(/\. \S.*\.$/) }
        const outcome = outcomeOf(given)
        expect(outcome).toMatchObject(outcome instanceof Error ? isRefused : isTaken)
      }),
      { numRuns: fuzzRuns(500) },
    )
  })
})
