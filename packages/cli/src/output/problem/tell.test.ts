import { expect, test } from 'vitest'
import { InterruptedError } from '../../program/errors.ts'
import { tell } from './tell.ts'

function told(
  error: unknown,
  options: { readonly isDebug?: boolean; readonly profile?: string } = {},
): [number, string[]] {
  const lines: string[] = []
  const code = tell(error, { say: (line) => void lines.push(line), isDebug: false, ...options })
  return [code, lines]
}

const coded = (message: string, members: object): Error => Object.assign(new Error(message), members)

test('the sentence of the cause stays, and the command that helps stands in the place of what a function would be told', () => {
  const error = coded('The session is over: x. Open a new one: with a new UserSecurityTokenSigner.', {
    code: 'ERR_SESSION_ENDED',
  })
  expect(told(error, { profile: 'DAILY' })).toEqual([
    3,
    ['Error: The session is over: x.', 'Next:  ocix session authenticate --profile-name DAILY'],
  ])
})

test('full stops in what is quoted, and within words, end no sentence', () => {
  const error = coded('The file "/a. b/c.pem" of v1.2 is "x \\" y. z". Pass another one.', {
    code: 'ERR_SESSION_FILES',
  })
  expect(told(error)[1][0]).toBe('Error: The file "/a. b/c.pem" of v1.2 is "x \\" y. z".')
})

test('a profile with blanks is quoted for a shell', () => {
  const [, lines] = told(coded('Over. Again.', { code: 'ERR_SESSION_ENDED' }), { profile: "it's $(me)" })
  expect(lines[1]).toBe(`Next:  ocix session authenticate --profile-name 'it'\\''s $(me)'`)
})

test.each([
  [{ code: 'ERR_SESSION_PROFILE', reason: 'invalid-name' }, 2],
  [{ code: 'ERR_SESSION_PROFILE', reason: 'not-found' }, 5],
  [{ code: 'ERR_SESSION_ARCHIVE', reason: 'unsafe-entry' }, 9],
  [{ code: 'ERR_SESSION_ARCHIVE', reason: 'unreadable' }, 5],
  [{ code: 'ERR_LOGIN', reason: 'port-in-use' }, 7],
  [{ code: 'ERR_LOGIN', reason: 'wrong-nonce' }, 9],
  [{ code: 'ERR_TIMEOUT' }, 6],
  [{ code: 'NotAuthenticated', status: 401 }, 4],
  [{ code: 'NotAuthorizedOrNotFound', status: 404 }, 1],
  [{ code: 'TooManyRequests', status: 429 }, 6],
  [{ code: 'InternalServerError', status: 500 }, 6],
  [{ code: 'ERR_RESPONSE_PARSE', status: 200 }, 6],
  [{ code: 'ENOENT', syscall: 'open', path: '/x' }, 5],
  [{ code: 'ERR_DECLINED' }, 8],
])('%o ends with %i', (members, code) => {
  expect(told(coded('A. B.', members))[0]).toBe(code)
})

test('what nobody knows is a sentence that leads to --debug, and with it a stack', () => {
  expect(told(new Error('Something odd.'))).toEqual([
    1,
    ['Error: Something odd.', 'Next:  the same command with --debug, which tells more'],
  ])
  const cause = new Error('Deeper.')
  const [code, lines] = told(new Error('Something odd.', { cause }), { isDebug: true })
  expect([code, lines.length]).toEqual([1, 2])
  expect(lines[1]).toMatch(/^Error: Something odd\.\n {4}at [\s\S]*\nCaused by: Error: Deeper\.\n {4}at /)
  expect(told('thrown')[1][0]).toBe('Error: Something failed: thrown.')
})

test('Ctrl-C ends with 130', () => {
  expect(told(new InterruptedError())).toEqual([130, ['Interrupted.']])
})

test('a redirect is an error of ours, although it has a status', () => {
  expect(told(coded('It points elsewhere. Call that.', { code: 'ERR_REDIRECT', status: 307 }))[0]).toBe(6)
})
