import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { LoginError } from '../errors/login-error.ts'
import { MAX_ANSWER_LENGTH, parseLoginAnswer } from './login-answer.ts'

const FRAGMENT = 'security_token=a.b.c&id_token=d.e.f&token_type=Bearer&expires_in=3600'
const ANSWER = { securityToken: 'a.b.c', idToken: 'd.e.f' }

describe('an answer', () => {
  test.each([
    ['the address', `http://localhost:8181/#${FRAGMENT}`],
    ['the address without a slash', `http://localhost:8181#${FRAGMENT}`],
    ['the address as some browsers show it', `localhost:8181/#${FRAGMENT}`],
    ['the fragment', FRAGMENT],
    ['the fragment with its sign', `#${FRAGMENT}`],
    ['a query', `http://localhost:8181/?${FRAGMENT}`],
    ['a query before an empty fragment', `http://localhost:8181/?${FRAGMENT}#`],
    ['a fragment after a query', `http://localhost:8181/?x=y#${FRAGMENT}`],
    [
      'what a terminal has cut into lines',
      ` http://localhost:8181/#${FRAGMENT.slice(0, 18)}\r\n  ${FRAGMENT.slice(18)}\n`,
    ],
  ])('is read from %s', (_, text) => expect(parseLoginAnswer(text)).toEqual(ANSWER))

  test('may have no identity, and is decoded', () => {
    expect(parseLoginAnswer('#security_token=a%2Eb.c')).toEqual({ securityToken: 'a.b.c', idToken: undefined })
  })

  test.each([
    '',
    '#',
    '?',
    'http://localhost:8181/',
    'http://localhost:8181/#security_token=',
    'https://login.us-phoenix-1.oraclecloud.com/v1/oauth2/authorize?action=login',
    `#security_token=${'a'.repeat(MAX_ANSWER_LENGTH)}`,
  ])('is not there in %j', (text) => expect(reasonOf(text)).toBe('no-answer'))

  test.each([
    ['#error=access_denied', 'denied', ': "access_denied"'],
    ['#error=access_denied&security_token=a.b.c', 'denied', ': "access_denied"'],
    ['?error=server_error&error_description=try+later', 'refused-by-service', ': "server_error, try later"'],
    [`#error=x&error_description=${'y'.repeat(1000)}`, 'refused-by-service', `: "x, ${'y'.repeat(297)}"`],
    ['#error=x&error_description=%1B%5D0;evil%07%C2%9B%E2%80%AE', 'refused-by-service', ': "x,  ]0;evil   "'],
  ])('that is an error says what the service says: %s', (text, reason, about) => {
    expect(thrownBy(text)).toMatchObject({ reason, message: expect.stringContaining(about) })
  })

  test('is found out without another error, whatever the text is', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
    )
    const property = fc.property(texts, (text) => {
      const error = thrownBy(text)
      return error === undefined || error instanceof LoginError
    })
    expect(() => fc.assert(property, { numRuns: fuzzRuns(500) })).not.toThrow()
  })
})

function thrownBy(text: string): unknown {
  try {
    parseLoginAnswer(text)
    return undefined
  } catch (error) {
    return error
  }
}

const reasonOf = (text: string): unknown => (thrownBy(text) as LoginError | undefined)?.reason
