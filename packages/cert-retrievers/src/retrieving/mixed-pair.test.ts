import { expect, test } from 'vitest'
import { InvalidCertificateError, type InvalidCertificateReason } from '../errors.ts'
import { isHalfWritten } from './mixed-pair.ts'

const certificate: Readonly<Record<InvalidCertificateReason, boolean>> = {
  der: false,
  empty: true,
  expired: false,
  'key-mismatch': true,
  malformed: true,
  'not-pem': true,
  'not-yet-valid': false,
  'private-key': false,
  truncated: true,
  'web-page': false,
}
test.each(Object.entries(certificate))('a certificate for the reason %s passes by itself: %s', (reason, expected) => {
  expect(isHalfWritten(new InvalidCertificateError(reason as InvalidCertificateReason, 'x'))).toBe(expected)
})

const failed = (more: object): Error => Object.assign(new Error('x'), more)
test.each([
  ['an empty key', failed({ code: 'ERR_INVALID_PRIVATE_KEY', reason: 'empty' }), true],
  ['a malformed key', failed({ code: 'ERR_INVALID_PRIVATE_KEY', reason: 'malformed' }), true],
  ['a key that is not PEM', failed({ code: 'ERR_INVALID_PRIVATE_KEY', reason: 'not-pem' }), true],
  ['a key that is cut off', failed({ code: 'ERR_INVALID_PRIVATE_KEY', reason: 'truncated' }), true],
  ['a key with another passphrase', failed({ code: 'ERR_INVALID_PRIVATE_KEY', reason: 'bad-passphrase' }), false],
  ['a key without a reason', failed({ code: 'ERR_INVALID_PRIVATE_KEY' }), false],
  ['an empty thing of another kind', failed({ code: 'ERR_OTHER', reason: 'empty' }), false],
  ['an empty thing without a code', failed({ reason: 'empty' }), false],
  ['what is no error', { code: 'ERR_INVALID_PRIVATE_KEY', reason: 'empty' }, false],
  ['a text', 'empty', false],
  ['nothing', undefined, false],
])('%s passes by itself: %s', (_, error, expected) => {
  expect(isHalfWritten(error)).toBe(expected)
})
