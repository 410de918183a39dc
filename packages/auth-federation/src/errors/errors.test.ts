import { expect, test } from 'vitest'
import { CredentialUnavailableError } from './credential-unavailable-error.ts'
import * as errors from './errors.ts'
import * as resourceErrors from './resource-errors.ts'
import { isPrincipalError } from './is-principal-error.ts'
import { ClusterNotEnhancedError, ServiceAccountTokenError } from './oke-errors.ts'
import { SubjectTokenError } from './subject-token-errors.ts'

const all = [
  [new CredentialUnavailableError('m'), 'CredentialUnavailableError', 'ERR_CREDENTIAL_UNAVAILABLE'],
  [new errors.MissingInputError('The signer', ['federationClient']), 'MissingInputError', 'ERR_MISSING_INPUT'],
  [new errors.TenancyChangedError('one', 'other'), 'TenancyChangedError', 'ERR_TENANCY_CHANGED'],
  [new errors.InvalidDelegationTokenError('m'), 'InvalidDelegationTokenError', 'ERR_INVALID_DELEGATION_TOKEN'],
  [new ServiceAccountTokenError('expired', '/a/token'), 'ServiceAccountTokenError', 'ERR_SERVICE_ACCOUNT_TOKEN'],
  [
    new ClusterNotEnhancedError({ status: 403, address: 'https://10.0.0.1:12250/x', opcRequestId: 'ID' }),
    'ClusterNotEnhancedError',
    'ERR_CLUSTER_NOT_ENHANCED',
  ],
  [new SubjectTokenError('missing', 'm'), 'SubjectTokenError', 'ERR_SUBJECT_TOKEN'],
  [
    new resourceErrors.UnsupportedResourcePrincipalVersionError('V', '9', ['1.1', '2.2']),
    'UnsupportedResourcePrincipalVersionError',
    'ERR_UNSUPPORTED_RESOURCE_PRINCIPAL_VERSION',
  ],
  [new resourceErrors.MixedPathAndValueError('A', 'B'), 'MixedPathAndValueError', 'ERR_MIXED_PATH_AND_VALUE'],
  [new resourceErrors.ResourceInputError('A', 'missing-file'), 'ResourceInputError', 'ERR_RESOURCE_INPUT'],
  [new resourceErrors.TokenExpiredError('A', 0, true), 'TokenExpiredError', 'ERR_TOKEN_EXPIRED'],
  [new resourceErrors.ParentCycleError('host'), 'ParentCycleError', 'ERR_PARENT_CYCLE'],
  [new resourceErrors.ParentDepthError(10), 'ParentDepthError', 'ERR_PARENT_DEPTH'],
  [new resourceErrors.ParentAddressError('host'), 'ParentAddressError', 'ERR_PARENT_ADDRESS'],
] as const

test.each(all)('%s is one of this package, also from another copy of it', (error, name, code) => {
  expect(error).toMatchObject({ name, code })
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({ name, code, message: error.message })
  expect(isPrincipalError(error)).toBe(true)
  expect(isPrincipalError(Object.assign(new Error('m'), { name, code }))).toBe(true)
})

test.each([
  undefined,
  'ERR_MISSING_INPUT',
  { name: 'MissingInputError', code: 'ERR_MISSING_INPUT' },
  Object.assign(new Error('of another package'), { code: 'ERR_MISSING_INPUT' }),
  new Error('m'),
  Object.assign(new Error('m'), { code: 'ERR_NETWORK' }),
  Object.assign(new Error('m'), { code: 'toString' }),
  Object.assign(new Error('m'), { code: ['ERR_MISSING_INPUT'] }),
])('%s is none', (value) => expect(isPrincipalError(value)).toBe(false))

test('what is missing is named, with what to do', () => {
  expect(new errors.MissingInputError('The client', ['a']).message).toBe('The client lacks a. Pass it.')
  const two = new errors.MissingInputError('The client', ['a', 'b'])
  expect(two.message).toBe('The client lacks a, b. Pass them.')
  expect(two.names).toEqual(['a', 'b'])
  expect(new errors.MissingInputError('The environment', ['A'], 'Set').message).toBe('The environment lacks A. Set it.')
})

test('both tenancies are named', () => {
  const error = new errors.TenancyChangedError('tenancy-1', 'tenancy-2')
  expect(error.message).toContain('belongs to the tenancy tenancy-2, not to tenancy-1. Check which')
  expect(error).toMatchObject({ before: 'tenancy-1', after: 'tenancy-2' })
})

test('a cause is kept', () => {
  const cause = new Error('why')
  expect(new errors.InvalidDelegationTokenError('m', { cause }).cause).toBe(cause)
})
