// What a change to a profile looks like, and which changes a file cannot hold.
import { isRecord, kindOf } from '@x/kernel'
import { fileKeyOf, findField } from '../profile/fields.ts'
import { quoted } from '../lib/quoted.ts'
import { InvalidProfileEditError } from '../errors/write-errors.ts'

/** A change to one profile. */
export interface ProfileEdit {
  /** Name of the profile, case-sensitive; it is added at the end of the text when it is not there. */
  readonly profile: string
  /** Keys to write, as in a file (`key_file`) or by member name (`keyFile`). New ones are added in this order. */
  readonly set?: Readonly<Record<string, string>> | undefined
  /** Keys to take out, or `true` for the whole profile. What is not there is no error. */
  readonly remove?: readonly string[] | true | undefined
}

/** Every key that means the same: who removes `pass_phrase` does not want a `passphrase` to come into force. */
export function spellings(name: string): readonly string[] {
  return findField(name)?.keys ?? [normalKey(name)]
}

function normalKey(name: string): string {
  return fileKeyOf(name).trim().toLowerCase()
}

/** @throws {@link InvalidProfileEditError} `ERR_INVALID_PROFILE_EDIT` */
export function assertProfileName(name: unknown): void {
  const fits = typeof name === 'string' && name !== '' && name === name.trim() && !/[\]\r\n\0]/.test(name)
  if (!fits) {
    throw new InvalidProfileEditError(
      `${quoted(name)} cannot be the name of a profile. Use letters, digits, ".", "_", "-" and "@".`,
    )
  }
}

/** Keys as they will stand in the file, each with a value that will read back as it is. */
export function checkedValues(edit: ProfileEdit): ReadonlyMap<string, string> {
  assertKinds(edit)
  const { set = {}, remove } = edit
  if (remove === true && Object.keys(set).length > 0) {
    throw new InvalidProfileEditError(
      '`remove: true` takes the whole profile out, so `set` has no place. Use one of them.',
    )
  }
  const checked = new Map<string, string>()
  for (const [name, value] of Object.entries(set)) {
    const key = normalKey(name)
    assertKey(key, name)
    assertValue(key, value)
    checked.set(key, value)
  }
  const both = (remove === true ? [] : (remove ?? [])).map(normalKey).find((key) => checked.has(key))
  if (both !== undefined) throw new InvalidProfileEditError(`${quoted(both)} is both set and removed. Decide for one.`)
  return checked
}

/** A text would be taken apart into letters, and a Map for an object without keys. */
function assertKinds({ set, remove }: { readonly set?: unknown; readonly remove?: unknown }): void {
  if (set !== undefined && !isRecord(set)) {
    throw new InvalidProfileEditError(`\`set\` is ${kindOf(set)}. It has to be an object, e.g. { region: "phx" }.`)
  }
  const fits = remove === true || (Array.isArray(remove) && remove.every((name) => typeof name === 'string'))
  if (remove !== undefined && !fits) {
    throw new InvalidProfileEditError('`remove` is neither an array of keys nor true. Pass e.g. ["pass_phrase"].')
  }
}

function assertKey(key: string, name: string): void {
  if (key === 'key_content') {
    throw new InvalidProfileEditError(
      'A private key does not belong into a configuration file. Write it to a file of its own and set key_file.',
    )
  }
  if (key === '' || /^[#;[]|[=:\r\n\0]/.test(key) || key.startsWith('-----begin ')) {
    throw new InvalidProfileEditError(
      `${quoted(name)} cannot be a key of a configuration file. Use letters, digits and "_".`,
    )
  }
}

function assertValue(key: string, value: unknown): void {
  if (typeof value === 'string' && value === value.trim() && !/[\r\n\0]/.test(value)) return
  throw new InvalidProfileEditError(
    `The value of ${quoted(key)} cannot stand in a configuration file. Give one line of text without whitespace at its ends.`,
  )
}
