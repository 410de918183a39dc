// What is given in a wrong way is told when it is given, and nothing is sent.
import { apiKeySigner, emulated } from '@x-tools/emulated'
import { SimpleAuthenticationDetailsProvider } from 'oci-common'
import { expect, test } from 'vitest'
import { createOciHttpClient, type OciHttpClientOptions } from '../src/index.ts'

const oci = emulated()
const WRONG = { name: 'TypeError', code: 'ERR_INVALID_ARGUMENT' }

test.each<[string, () => unknown]>([
  ['nothing', () => undefined],
  ['the promise of a signer', () => Promise.resolve(apiKeySigner(oci()))],
  [
    'an authentication provider of the SDK',
    () => new SimpleAuthenticationDetailsProvider('t', 'u', 'f', oci().apiKey.pem, null),
  ],
])('%s is no signer', (_, given) => {
  expect(() => createOciHttpClient(given() as never)).toThrow(
    expect.objectContaining({ ...WRONG, message: expect.stringContaining('no sign()') }),
  )
})

test.each([
  ['clock_skew', 'clockSkew'],
  ['httpOptions', 'fetch'],
  ['circuitBreaker', 'fetch'],
  ['agent', 'fetch'],
  ['timeout', 'fetch'],
])('the option %s is refused, and %s named', (unknown, nearest) => {
  const options = { [unknown]: 1 } as OciHttpClientOptions
  expect(() => createOciHttpClient(apiKeySigner(oci()), options)).toThrow(
    expect.objectContaining({ ...WRONG, message: `There is no option "${unknown}". Did you mean \`${nearest}\`?` }),
  )
})

test('which bodies are signed is not an option: the SDK says it', () => {
  const options = { bodySigning: 'exclude' } as OciHttpClientOptions
  expect(() => createOciHttpClient(apiKeySigner(oci()), options)).toThrow(
    expect.objectContaining({
      ...WRONG,
      message: 'There is no option "bodySigning". Use fetch, refreshOn401, clockSkew, onRefused.',
    }),
  )
})
