// Secrets of any characters under names that tell them, for tests of what takes secrets out.
import * as fc from 'fast-check'
import { fuzzRuns } from './fuzz-runs.ts'

/** Part of every secret of {@link secrets}: where it is found, the secret was not hidden. */
export const MARK = 'h7u9n5t3e1r'

/** Any characters around the mark. */
export const secrets = fc
  .tuple(fc.string({ unit: 'binary-ascii' }), fc.string({ unit: 'grapheme' }))
  .map(([a, b]) => a + MARK + b)

export const secretNames = fc.constantFrom(
  'token',
  'newPassword',
  'pass_phrase',
  'X-Client-Secret',
  'private_key',
  'opc-obo-token',
)

export const secretRuns = { numRuns: fuzzRuns(200) }

/** Fails where `hide` leaves a secret in JSON: whole, cut off, nested or in a sentence. */
export function assertHiddenInJson(hide: (text: string) => string): void {
  const cut = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(secrets, secretNames, cut, (secret, name, share) => {
      const json = JSON.stringify({ a: 1, [name]: secret, b: [{ [name]: secret }] })
      const nested = JSON.stringify({ json })
      const texts = [json, nested, `got ${json} back`, json.slice(0, share * json.length), `x ${nested}`]
      return texts.every((text) => !hide(text).includes(MARK))
    }),
    secretRuns,
  )
}
