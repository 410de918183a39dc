import { describe, expect, test } from 'vitest'
import { networkProblem } from './network-problem.ts'

const coded = (code: unknown, rest: object = {}) => Object.assign(new Error('x'), { code }, rest)

describe('a failure is put into words by its code', () => {
  test.each([
    ['ECONNREFUSED', 'nothing listens there'],
    ['ENOTFOUND', 'the name cannot be resolved'],
    ['EAI_AGAIN', 'the name cannot be resolved'],
    ['EHOSTUNREACH', 'there is no way to the host'],
    ['ENETUNREACH', 'there is no way to the host'],
    ['ETIMEDOUT', 'there is no way to the host'],
    ['EPROTO', 'the server does not speak TLS 1.2 or newer there'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'the server does not speak TLS 1.2 or newer there'],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'the server does not speak TLS 1.2 or newer there'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'the server does not speak TLS 1.2 or newer there'],
    ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'the server does not speak TLS 1.2 or newer there'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate is for another host'],
    ['CERT_HAS_EXPIRED', 'the certificate has expired'],
    ['CERT_NOT_YET_VALID', 'the certificate is not valid yet'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'the certificate is not trusted'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'the certificate is not trusted'],
    ['UNABLE_TO_GET_ISSUER_CERT', 'the certificate is not trusted'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'the certificate is not trusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'the certificate is not trusted'],
    ['HPE_ANYTHING', 'what came is malformed HTTP, or none'],
    ['Z_BUF_ERROR', 'the body cannot be unpacked'],
    ['ERR__ERROR_FORMAT_PADDING_1', 'the body cannot be unpacked'],
    ['EPIPE', 'the connection broke before the response was complete'],
    ['toString', 'the connection broke before the response was complete'],
    ['a_Z_HPE_', 'the connection broke before the response was complete'],
  ])('%s: %s', (code, problem) => {
    expect(networkProblem(coded(code))).toEqual({
      reason: code,
      sentence: expect.stringMatching(new RegExp(`^${problem} \\(${code}\\)\\. [A-Z].*\\.$`)),
    })
    expect(networkProblem(coded(code), true).sentence).toMatch(
      new RegExp(`^the proxy cannot be used: ${problem} \\(${code}\\)\\. [A-Z].*\\.$`),
    )
  })

  test('or as a broken connection without one', () => {
    for (const error of [undefined, null, 'text', {}, coded(5)])
      expect(networkProblem(error)).toEqual({
        reason: undefined,
        sentence:
          'the connection broke before the response was complete. Try again; if it persists, ask what stands between.',
      })
  })

  test('with the remedy of a proxy at a proxy, and the bundle where that is not trusted', () => {
    expect(networkProblem(coded('ECONNREFUSED'), true).sentence).toMatch(/\. Check the address of the proxy, and/)
    expect(networkProblem(coded('ECONNREFUSED')).sentence).toMatch(/\. Check host and port, and whether a proxy/)
    expect(networkProblem(coded('SELF_SIGNED_CERT_IN_CHAIN'), true).sentence).toMatch(/\. Give certBundleVerify/)
    expect(networkProblem(coded('CERT_HAS_EXPIRED'), true).sentence).toMatch(/\. Check the address of the proxy/)
  })
})

describe('the code is the first that tells something', () => {
  const inner = coded('ENOTFOUND')
  test.each([
    ['the outer one', coded('EPIPE', { cause: inner }), 'EPIPE'],
    ['that of a cause', new Error('x', { cause: inner }), 'ENOTFOUND'],
    ['that of a cause behind axios’s', coded('ERR_NETWORK', { cause: inner }), 'ENOTFOUND'],
    ['so behind a bad response', coded('ERR_BAD_RESPONSE', { cause: inner }), 'ENOTFOUND'],
    ['so behind a bad request', coded('ERR_BAD_REQUEST', { cause: inner }), 'ENOTFOUND'],
    ['that of the first address', new AggregateError([inner, coded('EPIPE')]), 'ENOTFOUND'],
    [
      'that of a cause before that of an address',
      Object.assign(new AggregateError([coded('EPIPE')]), { cause: inner }),
      'ENOTFOUND',
    ],
    ['none', coded('ERR_NETWORK'), undefined],
  ])('%s', (_, error, reason) => expect(networkProblem(error).reason).toBe(reason))

  test.each([
    [6, 'ENOTFOUND'],
    [7, undefined],
  ])('that lies %i causes deep: %s', (depth, reason) => {
    let error: Error = inner
    for (let level = 0; level < depth; level++) error = new Error('x', { cause: error })
    expect(networkProblem(error).reason).toBe(reason)
  })
})
