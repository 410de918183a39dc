import { expect, test } from 'vitest'
import { GivenUp, whyUnavailable } from './unavailable.ts'

const ORIGIN = new URL('https://[::1]:8443')
const failed = (code: string): Error => Object.assign(new Error('x'), { code })

test.each([
  [failed('ECONNREFUSED'), 'gave no answer (ECONNREFUSED). Look whether it runs there.'],
  [failed('ENOTFOUND'), 'gave no answer (ENOTFOUND). Look whether it runs there.'],
  [new Error('odd'), 'gave no answer (odd). Look whether it runs there.'],
  [failed('EPROTO'), 'answered with what is no HTTP (EPROTO). Look whether scheme and port are right.'],
  [new GivenUp('did something', 'Do something.'), 'did something. Do something.'],
])('tells of %s', (error, sentences) => {
  expect(whyUnavailable(ORIGIN, error)).toBe(`The upstream https://[::1]:8443 ${sentences}`)
})

test.each([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])('%s is a matter of trust', (code) => {
  expect(whyUnavailable(ORIGIN, failed(code))).toMatch(
    / is not trusted \(\w+\)\. Name its CA in NODE_EXTRA_CA_CERTS\.$/,
  )
})
