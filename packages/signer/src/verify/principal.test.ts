import { expect, test } from 'vitest'
import { principalOf } from './principal.ts'

test.each([
  ['t/u/aa:bb', { kind: 'api-key', tenancy: 't', user: 'u', fingerprint: 'aa:bb' }],
  ['ST$abc.def.ghi', { kind: 'token' }],
  ['ST$a/b/c', { kind: 'token' }],
  ['xST$/b/c', { kind: 'api-key', tenancy: 'xST$', user: 'b', fingerprint: 'c' }],
  ['t/fed-x509/aa:bb', { kind: 'other' }],
  ['t/fed-x509-sha256/aa:bb', { kind: 'other' }],
  ['t/u-fed-x509/aa:bb', { kind: 'api-key', tenancy: 't', user: 'u-fed-x509', fingerprint: 'aa:bb' }],
  ['Test', { kind: 'other' }],
  ['t/u', { kind: 'other' }],
  ['/u/f', { kind: 'other' }],
  ['t//f', { kind: 'other' }],
  ['t/u/', { kind: 'other' }],
  ['t/u/f/x', { kind: 'other' }],
  ['t/u/f/', { kind: 'other' }],
])('the key id %s names %j', (keyId, expected) => expect(principalOf(keyId)).toEqual(expected))
