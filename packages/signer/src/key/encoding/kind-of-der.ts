// What DER holds, whatever the label above it says.
import { children, readDer, TAG } from './der.ts'

export type DerKind = 'pkcs1' | 'pkcs8' | 'encrypted' | 'other-private' | 'public' | 'certificate' | 'pkcs12'

const { integer, bitString, octetString, sequence } = TAG

/** The tags of the first members tell each form from all others; where their number matters too, it is here. */
const FORMS: readonly (readonly [tags: readonly number[], kind: DerKind, members?: number])[] = [
  [[integer, sequence, octetString], 'pkcs8'],
  [[integer, sequence, sequence], 'pkcs12', 3],
  [[integer, sequence], 'pkcs12', 2],
  [[integer, integer], 'public', 2],
  [Array<number>(9).fill(integer), 'pkcs1'],
  [[integer, integer, integer, integer, integer, integer], 'other-private', 6],
  [[integer, octetString], 'other-private'],
  [[sequence, sequence, bitString], 'certificate', 3],
  [[sequence, bitString], 'public', 2],
  [[sequence, octetString], 'encrypted', 2],
]

/** @returns `undefined` when `bytes` is none of these, or no whole DER value */
export function kindOfDer(bytes: Uint8Array): DerKind | undefined {
  try {
    const tags = children(readDer(bytes)).map(({ tag }) => tag)
    return FORMS.find(
      ([first, , members = tags.length]) => tags.length === members && first.every((tag, at) => tags[at] === tag),
    )?.[1]
  } catch {
    return undefined
  }
}
