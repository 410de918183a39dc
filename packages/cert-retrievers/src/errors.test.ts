import { describe, expect, test } from 'vitest'
import {
  CertificateFetchError,
  CertificateFileUnreadableError,
  InstanceMetadataUnavailableError,
  InvalidCertificateError,
  isCertificateError,
  TenancyNotInCertificateError,
} from './errors.ts'

const own = [
  new InvalidCertificateError('empty', '/cert.pem'),
  new TenancyNotInCertificateError('/cert.pem'),
  new CertificateFileUnreadableError('missing', { holds: 'certificate', path: '/cert.pem' }),
  new CertificateFetchError('http://x/', 503),
  new InstanceMetadataUnavailableError('/instance/id', []),
]

describe('errors of this package', () => {
  test.each(own.map((error) => [error.name, error] as const))(
    '%s has its name and a code, by which it is known',
    (name, error) => {
      expect(error.constructor.name).toBe(name)
      expect(isCertificateError(error)).toBe(true)
      expect(isCertificateError(Object.assign(new Error('of another copy'), { name, code: error.code }))).toBe(true)
    },
  )

  test('have one code each', () => {
    expect(new Set(own.map(({ code }) => code)).size).toBe(own.length)
  })

  test.each([
    ['an error', new Error('x')],
    ['an error with another code', Object.assign(new Error('x'), { code: 'ENOENT' })],
    ['an error with a number', Object.assign(new Error('x'), { code: 5 })],
    ['what is no error', { code: 'ERR_INVALID_CERTIFICATE' }],
    ['a text', 'ERR_INVALID_CERTIFICATE'],
    ['nothing', undefined],
  ])('are not %s', (_, error) => {
    expect(isCertificateError(error)).toBe(false)
  })
})

test('a file that is missing and one that cannot be read have a remedy of their own', () => {
  const file = { holds: 'private key', path: '/key.pem' } as const
  expect(new CertificateFileUnreadableError('missing', file).message).toBe(
    'The file /key.pem with the private key does not exist. Check the path.',
  )
  expect(new CertificateFileUnreadableError('unreadable', file).message).toBe(
    'The file /key.pem with the private key cannot be read. Check that this user may read it.',
  )
})

test('what a server did not say is not there', () => {
  expect(new InstanceMetadataUnavailableError('/x', [])).toMatchObject({ status: undefined, headers: {} })
  expect(new CertificateFetchError('http://x/', 503)).toMatchObject({
    headers: {},
    message:
      'GET http://x/ was answered with HTTP 503. Check the address and the headers, or pass a retryStrategy where this passes.',
  })
})
