import { expect, test } from 'vitest'
import * as errors from './principal-errors.ts'

test.each([
  ['missing-token', 'There is no session token at "/a/$&".'],
  ['unreadable-token', 'The session token at "/a/$&" cannot be read.'],
  ['key-mismatch', 'The session token at "/a/$&" is bound to another key than the one given with it.'],
] as const)('session files say %s with their path, the cause and what to do', (reason, problem) => {
  const cause = new Error('why')
  const error = new errors.SessionFilesError(reason, '/a/$&', { cause })
  expect(error).toMatchObject({ reason, path: '/a/$&', cause })
  expect(error.message).toBe(`${problem} Log in again, or correct the profile.`)
})

test.each([
  ['no-token', 'The service answered without a token.'],
  ['not-a-jwt', 'The token that came is not a JSON Web Token, or only a part of one.'],
  ['no-expiry', 'The token that came does not say when it expires.'],
  ['expired', 'The token that came had expired already.'],
  ['key-mismatch', 'The token that came is bound to another key than the one it was asked for.'],
] as const)('a token that is unusable says %s, and what to do', (reason, problem) => {
  const error = new errors.UnusableTokenError(reason)
  expect(error.reason).toBe(reason)
  expect(error.message).toBe(
    `${problem} Try again, and check the address of the service and the clock of this machine.`,
  )
})

test.each([
  ['expired', 'The session is over: its last token expired at 2026-01-01T00:00:00.000Z by the clock of this machine.'],
  ['refused', 'The session is over: the service refuses its token.'],
] as const)('a session that is over says that it is %s, when its token ends, and what to do', (problem, sentence) => {
  const expiresAt = Date.UTC(2026, 0, 1)
  const cause = new Error('why')
  const error = new errors.SessionEndedError(problem, expiresAt, { cause })
  expect(error).toMatchObject({ expiresAt, cause })
  expect(error.message).toBe(
    `${sentence} Open a new one: with \`oci session authenticate\`, or with a new UserSecurityTokenSigner.`,
  )
})

test('a signer that was closed says what to do', () => {
  expect(new errors.PrincipalClosedError().message).toBe('The signer was closed. Make a new one to go on signing.')
})
