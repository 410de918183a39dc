// Guesses why a value is malformed: the mistakes people make, each with the sentence that helps. Never repeats the value.
import { isKeyText, isNoPath } from '@x/kernel'
import type { FieldName } from '../profile/fields.ts'

interface MixUp {
  readonly applies: (value: string, field: FieldName) => boolean
  readonly sentence: string
}

const isOcidField = (field: FieldName): boolean => field === 'tenancy' || field === 'user'
const isPathField = (field: FieldName): boolean =>
  field === 'keyFile' || field === 'securityTokenFile' || field === 'delegationTokenFile'

/** The first that applies is told. */
const MIX_UPS: readonly MixUp[] = [
  { applies: (value) => value === '', sentence: 'it is empty. Write a value, or leave the field out.' },
  {
    applies: (value, field) => isPathField(field) && isKeyText(value),
    sentence: 'it is the text of a key, not a path. Pass the text as keyContent, or write it to a file and name that.',
  },
  {
    applies: (value, field) => isPathField(field) && /^(?:ST\$|eyJ)/.test(value),
    sentence: 'it is a token, not a path. Write the token to a file and name that.',
  },
  {
    applies: (value, field) => field === 'keyContent' && !value.includes('-----BEGIN'),
    sentence: 'it is a path, not a key. Pass it as keyFile.',
  },
  { applies: isKeyText, sentence: 'it is the text of a key. Pass that as keyContent only.' },
  {
    applies: (value) => value !== value.trim(),
    sentence: 'there is whitespace around it, perhaps a line break at the end. Trim it.',
  },
  { applies: (value) => /^<.*>$/.test(value), sentence: 'it is still a placeholder. Put your own value there.' },
  {
    applies: (value) => /^(["']).*\1$/.test(value),
    sentence: 'it stands in quotes, which OCI takes as part of the value. Take them away.',
  },
  {
    applies: (value) => /\s[#;]/.test(value),
    sentence: 'it is followed by a comment. Put that on a line of its own.',
  },
  {
    applies: (value, field) => field === 'region' && /\s/.test(value),
    sentence: 'there is whitespace in it. Write it without, e.g. "us-phoenix-1".',
  },
  {
    applies: (value, field) => field === 'fingerprint' && value.startsWith('SHA256:'),
    sentence: "it is a SHA-256 fingerprint as of SSH. Take the MD5 one from the console's API keys.",
  },
  {
    applies: (value, field) => field === 'fingerprint' && /^[0-9a-fA-F]{32}$/.test(value),
    sentence: 'the colons are missing. Write it as "20:3b:…".',
  },
  {
    applies: (value, field) => field === 'fingerprint' && /[A-F]/.test(value) && /^[0-9a-fA-F:]+$/.test(value),
    sentence: 'it has upper-case letters. Write it in lower case.',
  },
  {
    applies: (_, field) => field === 'fingerprint',
    sentence: 'it is not 16 lower-case hex pairs joined by ":". Copy it from the console.',
  },
  {
    applies: (value, field) => isOcidField(field) && value.includes('@'),
    sentence: 'it is a name or an e-mail address. Write the OCID, "ocid1.…".',
  },
  {
    applies: (value, field) => isPathField(field) && isNoPath(value),
    sentence: 'it has a line break, or a name that is longer than that of any file. Give the path of a file.',
  },
  { applies: (_, field) => isOcidField(field), sentence: 'it is not an OCID. Write one, e.g. "ocid1.user.oc1..aaaa".' },
]

/** Why a value is malformed, as the second half of a sentence, and the remedy. */
export function explainMalformed(field: FieldName, value: unknown): string {
  if (typeof value !== 'string') return `it is not a ${field === 'logRequests' ? 'boolean' : 'string'}. Pass one.`
  return MIX_UPS.find(({ applies }) => applies(value, field))?.sentence ?? 'its form is wrong. Correct it.'
}
