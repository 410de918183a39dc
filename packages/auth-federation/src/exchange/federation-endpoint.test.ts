import { describe, expect, test } from 'vitest'
import { federationEndpoint } from './federation-endpoint.ts'

describe('a federation endpoint', () => {
  test.each([
    ['https://auth.us-phoenix-1.oraclecloud.com', 'https://auth.us-phoenix-1.oraclecloud.com/v1/x509'],
    ['https://auth.us-phoenix-1.oraclecloud.com/', 'https://auth.us-phoenix-1.oraclecloud.com/v1/x509'],
    ['https://auth.us-phoenix-1.oraclecloud.com/v1/x509', 'https://auth.us-phoenix-1.oraclecloud.com/v1/x509'],
    ['https://host/proxied/v1/x509', 'https://host/proxied/v1/x509'],
    [new URL('http://127.0.0.1:8080'), 'http://127.0.0.1:8080/v1/x509'],
  ])('%s leads to %s', (given, expected) => expect(federationEndpoint(given).href).toBe(expected))

  test('leaves the address that was given as it was', () => {
    const given = new URL('https://host')
    federationEndpoint(given)
    expect(given.href).toBe('https://host/')
  })

  test.each([
    '',
    'auth.us-phoenix-1.oraclecloud.com',
    'ftp://host',
    'https://host?a=1',
    'https://host#a',
    'https://u:p@host',
    'https://u@host',
    'https://:p@host',
    'xhttps://host',
    'httpss://host',
  ])('is not %j', (given) =>
    expect(() => federationEndpoint(given)).toThrow(
      expect.objectContaining({
        code: 'ERR_INVALID_ARGUMENT',
        message: expect.stringMatching(/^federationEndpoint is not .* Pass one such as https:/),
      }),
    ),
  )

  test('that cannot be read says why', () => {
    expect(() => federationEndpoint('host')).toThrow(expect.objectContaining({ cause: expect.any(TypeError) }))
  })
})
