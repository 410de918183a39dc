// One entry of a file; a secret one gives its value by name and to nobody who merely looks at it.
import { isSecretText } from '@x/kernel'

/** The section that all others inherit from. */
export const DEFAULT_PROFILE = 'DEFAULT'

/** One `key = value` of a file. A secret value is readable, but never printed. */
export interface ConfigEntry {
  /** Lower case. */
  readonly key: string
  readonly value: string
  /** 1-based. */
  readonly line: number
  /** The section in which it stands; `DEFAULT` for an inherited one. */
  readonly profile: string
}

/** @param isSecretKey - whether the key alone makes the value a secret */
export function createEntry(entry: ConfigEntry, isSecretKey: boolean): ConfigEntry {
  return isSecretKey || isSecretText(entry.value) ? new SecretEntry(entry) : entry
}

/** An entry whose value nothing can enumerate. */
class SecretEntry implements ConfigEntry {
  readonly key: string
  readonly line: number
  readonly profile: string
  readonly #value: string

  constructor({ key, value, line, profile }: ConfigEntry) {
    this.key = key
    this.line = line
    this.profile = profile
    this.#value = value
  }

  get value(): string {
    return this.#value
  }
}
