import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { argumentError } from './argument-error.ts'
import { errorJson, hasCode, type CodedError, type CodesOf } from './coded-error.ts'

class TeapotError extends Error {
  override readonly name = 'TeapotError'
  readonly code = 'ERR_TEAPOT'
  readonly status = 418
}

const codes: CodesOf<TeapotError> = { TeapotError: 'ERR_TEAPOT' }
const members = { name: 'TeapotError', code: 'ERR_TEAPOT' }

describe('an error is recognised', () => {
  test.each([
    ['of this copy', new TeapotError('m')],
    ['of another copy', Object.assign(new Error('m'), members)],
    ['of another realm', Object.assign(runInNewContext('new Error("m")') as Error, members)],
  ])('%s', (_, error) => expect(hasCode<TeapotError>(error, codes)).toBe(true))

  test.each([
    ['that is no error', members],
    ['with another code', Object.assign(new Error('m'), { ...members, code: 'ERR_COFFEE' })],
    ['with the code of this class and another name', Object.assign(new Error('m'), { ...members, name: 'Error' })],
    ['with a name that every object has', Object.assign(new Error('m'), { name: 'constructor', code: Object })],
    ['whose members cannot be read', new Proxy(new TeapotError('m'), { get: () => expect.fail('hostile') })],
    ['that is nothing', null],
    ['that is absent', undefined],
  ])('not one %s', (_, error) => expect(hasCode<TeapotError>(error, codes)).toBe(false))
})

test('an error with a code of a service’s is recognised by its class name', () => {
  const ofService: CodesOf<Error & { readonly name: 'ServiceError'; readonly code: string | null }> = {
    ServiceError: null,
  }
  const named = (name: string, code: unknown): Error => Object.assign(new Error('m'), { name, code })
  expect(hasCode(named('ServiceError', 'NotAuthenticated'), ofService)).toBe(true)
  expect(hasCode(named('ServiceError', null), ofService)).toBe(true)
  expect(hasCode(named('TeapotError', null), ofService)).toBe(false)
  expect(hasCode({ name: 'ServiceError', code: null }, ofService)).toBe(false)
})

describe('the JSON of an error', () => {
  test('has name, code, sentence and its own members, and no cause', () => {
    const error: CodedError = new TeapotError('It is a teapot. Ask for tea.', { cause: new Error('a secret') })
    expect(errorJson(error)).toEqual({ ...members, message: 'It is a teapot. Ask for tea.', status: 418 })
  })

  test('shows of its members what it is told to', () => {
    const shown = (given: object): object => ({ ...given, status: '<redacted>' })
    expect(errorJson(new TeapotError('m'), shown)).toEqual({ ...members, message: 'm', status: '<redacted>' })
  })
})

test('a wrong argument is a TypeError with code, cause and JSON', () => {
  const cause = new Error('why')
  const error = argumentError('The option is no number. Give one.', { cause })
  expect(error).toBeInstanceOf(TypeError)
  expect(error.cause).toBe(cause)
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    name: 'TypeError',
    code: 'ERR_INVALID_ARGUMENT',
    message: 'The option is no number. Give one.',
  })
  expect(Object.keys(error)).toEqual(['code'])
})
