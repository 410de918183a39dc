// Whether the fingerprint of an API key is that of the private key at hand.
import { EXIT } from '../../../program/exit-codes.ts'
import { valueOf } from '../facts/facts.ts'
import { fault, notAsked, ok, type Check } from '../finding.ts'

export const fingerprint: Check = {
  name: 'fingerprint',
  judge: ({ config, key, session }) => {
    const said = valueOf(config)?.fingerprint
    const found = valueOf(key)
    if (session !== undefined) return notAsked('A session is not known by a fingerprint.')
    if (said === undefined || !found) return notAsked('There is no key to compare one with.')
    if (said.trim() === found.fingerprint) return ok(`The fingerprint is that of the key: ${said.trim()}.`)
    const sentence = `The profile says fingerprint ${said.trim()}, and that of the key is ${found.fingerprint}.`
    return fault(
      EXIT.integrity,
      sentence,
      'Correct key_file or fingerprint, and compare with the API keys of the user.',
    )
  },
}
