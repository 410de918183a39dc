import { expect, test } from 'vitest'
import * as errors from './errors.ts'

const all = [
  [new errors.FederationRequiredError('instance_principal'), 'FederationRequiredError', 'ERR_FEDERATION_REQUIRED'],
  [new errors.SessionFilesError('missing-token', '/token'), 'SessionFilesError', 'ERR_SESSION_FILES'],
  [new errors.UnusableTokenError('expired'), 'UnusableTokenError', 'ERR_UNUSABLE_TOKEN'],
  [new errors.SessionEndedError('refused', 0), 'SessionEndedError', 'ERR_SESSION_ENDED'],
] as const

test.each(all)('%s is one of this package, also from another copy of it', (error, name, code) => {
  expect(error).toMatchObject({ name, code })
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({ name, code, message: error.message })
  expect(errors.isDataplaneError(error)).toBe(true)
  expect(errors.isDataplaneError(Object.assign(new Error('m'), { name, code }))).toBe(true)
})

test.each([
  undefined,
  'ERR_SESSION_FILES',
  { name: 'SessionFilesError', code: 'ERR_SESSION_FILES' },
  Object.assign(new Error('of another package'), { code: 'ERR_SESSION_FILES' }),
  new Error('m'),
  Object.assign(new Error('m'), { code: 'ERR_NETWORK' }),
  Object.assign(new Error('m'), { code: 'toString' }),
  Object.assign(new Error('m'), { code: ['ERR_SESSION_FILES'] }),
])('%s is none', (value) => expect(errors.isDataplaneError(value)).toBe(false))

test('a principal that is needed is named, with where its signer comes from', () => {
  const error = new errors.FederationRequiredError('instance_principal')
  expect(error.authenticationType).toBe('instance_principal')
  expect(error.message).toMatch(/"instance_principal".*signerFromConfig of @x\/auth-federation\.$/)
})

test.each([
  ['missing-token', 'There is no session token at "/a/$&".'],
  ['unreadable-token', 'The session token at "/a/$&" cannot be read.'],
  ['key-mismatch', 'The session token at "/a/$&" is bound to another key than the profile names.'],
] as const)('session files say %s with their path, the cause and what to do', (reason, problem) => {
  const cause = new Error('why')
  const error = new errors.SessionFilesError(reason, '/a/$&', { cause })
  expect(error).toMatchObject({ reason, path: '/a/$&', cause })
  expect(error.message).toBe(`${problem} Log in again, or correct the profile.`)
})

test.each([
  ['not-a-jwt', 'is not a JSON Web Token'],
  ['no-expiry', 'does not say when it expires'],
  ['expired', 'had expired already'],
  ['key-mismatch', 'is bound to another key'],
] as const)('a token that is unusable says %s, the cause and what to do', (reason, problem) => {
  const cause = new Error('why')
  const error = new errors.UnusableTokenError(reason, { cause })
  expect(error).toMatchObject({ reason, cause })
  expect(error.message).toContain(problem)
  expect(error.message).toContain('check that the endpoint is that of the service.')
})

test.each([
  ['expired', 'The user session is over: its last token expired at 2026-01-01T00:00:00.000Z.'],
  ['refused', 'The user session is over: the service refuses its token.'],
] as const)('a session that is over says that it is %s, when its token ends, and what to do', (problem, sentence) => {
  const expiresAt = Date.UTC(2026, 0, 1)
  const cause = new Error('why')
  const error = new errors.SessionEndedError(problem, expiresAt, { cause })
  expect(error).toMatchObject({ expiresAt, cause })
  expect(error.message).toBe(
    `${sentence} Make a new UserSecurityTokenSigner, which opens a session with the user's own key.`,
  )
})
