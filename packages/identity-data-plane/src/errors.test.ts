import { expect, test } from 'vitest'
import * as errors from './errors.ts'

const all = [
  [new errors.FederationRequiredError('instance_principal'), 'FederationRequiredError', 'ERR_FEDERATION_REQUIRED'],
] as const

test.each(all)('%s is one of this package, also from another copy of it', (error, name, code) => {
  expect(error).toMatchObject({ name, code })
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({ name, code, message: error.message })
  expect(errors.isDataplaneError(error)).toBe(true)
  expect(errors.isDataplaneError(Object.assign(new Error('m'), { name, code }))).toBe(true)
})

test.each([
  undefined,
  'ERR_FEDERATION_REQUIRED',
  { name: 'FederationRequiredError', code: 'ERR_FEDERATION_REQUIRED' },
  Object.assign(new Error('of another package'), { code: 'ERR_FEDERATION_REQUIRED' }),
  new Error('m'),
  Object.assign(new Error('m'), { code: 'ERR_NETWORK' }),
  Object.assign(new Error('m'), { code: 'toString' }),
  Object.assign(new Error('m'), { code: ['ERR_FEDERATION_REQUIRED'] }),
])('%s is none', (value) => expect(errors.isDataplaneError(value)).toBe(false))

test('a principal that is needed is named, with where its signer comes from', () => {
  const error = new errors.FederationRequiredError('instance_principal')
  expect(error.authenticationType).toBe('instance_principal')
  expect(error.message).toMatch(/"instance_principal".*signerFromConfig of @x\/auth-federation\.$/)
})
