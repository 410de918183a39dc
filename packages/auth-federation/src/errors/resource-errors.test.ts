import { expect, test } from 'vitest'
import { ResourceInputError, TokenExpiredError, UnsupportedResourcePrincipalVersionError } from './resource-errors.ts'

test('a version that is not known is told with its variable and the versions there are, in part when it is long', () => {
  const error = new UnsupportedResourcePrincipalVersionError('OCI_V', `9"\n${'x'.repeat(99)}`, ['1.1', '2.2'])
  expect(error.message).toBe(
    `OCI_V is ${JSON.stringify(`9"\n${'x'.repeat(17)}`)}, which is no version known here. Set it to one of 1.1, 2.2.`,
  )
  expect(error).toMatchObject({ variable: 'OCI_V', version: `9"\n${'x'.repeat(17)}` })
})

test('an expired token is told with what can be done: a file may be replaced, a value may not', () => {
  const ofFile = new TokenExpiredError('OCI_T', 0, true)
  expect(ofFile.message).toBe(
    'The token of OCI_T expired at 1970-01-01T00:00:00.000Z. Check that what replaces the file still runs, and check the clock of this machine.',
  )
  expect(new TokenExpiredError('OCI_T', 0, false).message).toContain(
    'start the program anew, or set the variable to the path',
  )
  expect(ofFile).toMatchObject({ variable: 'OCI_T', expiresAt: 0 })
})

test('an input that cannot be used is told with its variable, its reason and a remedy', () => {
  const cause = new Error('why')
  const error = new ResourceInputError('OCI_K', 'empty-file', { cause })
  expect(error.message).toBe('OCI_K names a file that is empty. Check what writes it.')
  expect(error).toMatchObject({ variable: 'OCI_K', reason: 'empty-file', cause })
})
