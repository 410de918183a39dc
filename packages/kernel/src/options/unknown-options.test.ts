import { expect, test } from 'vitest'
import { noSuchName, refuseUnknownOptions, refuseUnlistedOptions, unknownOption } from './unknown-options.ts'

const KNOWN = { retryStrategy: true, timeoutMs: true }
const refuse = (options: object): void => refuseUnknownOptions(options, KNOWN, { retries: 'retryStrategy' })

test.each([
  ['retry_strategy', 'Did you mean `retryStrategy`?'],
  ['retries', 'Did you mean `retryStrategy`?'],
  ['timeout', 'Did you mean `timeoutMs`?'],
  ['qqqq', 'Use retryStrategy, timeoutMs.'],
])('refuses %s', (name, advice) => {
  const error = expect.objectContaining({
    name: 'TypeError',
    code: 'ERR_INVALID_ARGUMENT',
    message: `There is no option "${name}". ${advice}`,
  })
  expect(() => refuse({ timeoutMs: 1, [name]: 1 })).toThrow(error)
})

test('tells the beginning of a name, in quotes', () => {
  expect(() => refuse({ [`q\n${'q'.repeat(99)}`]: 1 })).toThrow(`There is no option "q\\n${'q'.repeat(58)}". Use`)
})

test('members that are not own, not defined, not enumerable or symbols are no options', () => {
  const options = Object.assign(Object.create({ inherited: 1 }), { undefined, [Symbol('symbol')]: 1 }) as object
  Object.defineProperty(options, 'hidden', { value: 1, enumerable: false })
  expect(unknownOption(options, {})).toBeUndefined()
})

test.each([null, undefined, 'text', 7])('options that are %o are refused', (options) => {
  for (const call of [refuseUnknownOptions, refuseUnlistedOptions])
    expect(() => call(options as never, KNOWN)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT', message: 'The options are no object. Pass one.' }),
    )
})

test('what stands in Object.prototype is not known by that', () => {
  expect(unknownOption({ constructor: 1 }, KNOWN)).toBe('constructor')
  expect(unknownOption<object>({ timeoutMs: 1, x: null }, KNOWN)).toBe('x')
})

test('a refusal of few bytes names all options, and none that is near', () => {
  const message = 'There is no option "timeout". Use retryStrategy, timeoutMs.'
  const error = expect.objectContaining({ name: 'TypeError', code: 'ERR_INVALID_ARGUMENT', message })
  expect(() => refuseUnlistedOptions<object>({ timeoutMs: 1, timeout: 1 }, KNOWN)).toThrow(error)
  expect(refuseUnlistedOptions<object>({ timeoutMs: 1, timeout: undefined }, KNOWN)).toBeUndefined()
})

test('a name that is none of a few is told with all of them', () => {
  expect(noSuchName('event', 'x'.repeat(61), ['a', 'b'])).toMatchObject({
    code: 'ERR_INVALID_ARGUMENT',
    message: `There is no event "${'x'.repeat(60)}". Use a, b.`,
  })
})
