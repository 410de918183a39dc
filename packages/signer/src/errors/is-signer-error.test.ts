import { argumentError } from '@x/kernel'
import { expect, test } from 'vitest'
import * as errors from './errors.ts'
import { isSignerError } from './is-signer-error.ts'
import { RenewalError } from './renewal-error.ts'

const all = [
  new errors.SigningError('invalid-url', 'm'),
  new errors.BodyTooLargeError('m'),
  new errors.InvalidPrivateKeyError('empty', 'm'),
  new errors.MissingPassphraseError('m'),
  new errors.KeyFileUnreadableError('m'),
  new errors.FingerprintMismatchError('m'),
  new errors.InvalidTokenError('m'),
  new errors.InvalidAuthorizationError('m'),
  new errors.InvalidCredentialError('no-signature', 'm'),
  new RenewalError('timeout'),
]

test('each class of errors is among them', () => {
  const classes = Object.values(errors)
  expect(all.map((error) => error.constructor)).toEqual(expect.arrayContaining(classes))
  expect(all).toHaveLength(classes.length + 1) // and the engine's
})

test.each(all)('$name is one, also from another copy of the package', (error) => {
  expect(isSignerError(error)).toBe(true)
  expect(isSignerError(Object.assign(new Error('m'), { name: error.name, code: error.code }))).toBe(true)
  expect(error).toBeInstanceOf(Error)
  expect(error.code).toBe(
    `ERR_${error.name
      .replace('Error', '')
      .replaceAll(/\B[A-Z]/g, '_$&')
      .toUpperCase()}`,
  )
})

test.each([
  undefined,
  null,
  'ERR_SIGNING',
  { name: 'SigningError', code: 'ERR_SIGNING' },
  Object.assign(new Error('of another package'), { code: 'ERR_SIGNING' }),
  new Error('m'),
  argumentError('m'),
  Object.assign(new Error('m'), { code: 'toString' }),
])('%s is none', (value) => expect(isSignerError(value)).toBe(false))

test('causes are kept', () => {
  const cause = new Error('why')
  expect(new errors.SigningError('invalid-url', 'm', { cause }).cause).toBe(cause)
  expect(new errors.InvalidPrivateKeyError('empty', 'm', { cause }).cause).toBe(cause)
  expect(new errors.KeyFileUnreadableError('m', { cause }).cause).toBe(cause)
})
