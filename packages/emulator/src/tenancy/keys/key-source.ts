// Where an emulator gets its RSA key pairs from. None is handed out twice, so that a key in the wrong place is noticed.
import { generateKeys, generateKeysNow, type KeyPair } from './rsa-keys.ts'

export interface KeySource {
  readonly next: () => Promise<KeyPair>
  /** For functions that return without a promise, such as `createSession`; it may block the event loop. */
  readonly nextNow: () => KeyPair
  /** Ends the use of all that was handed out; called once, when the emulator is closed. */
  readonly close: () => Promise<void>
}

/** Makes each pair when it is asked for, which takes some tenths of a second. */
export const NEW_KEYS: KeySource = { next: generateKeys, nextNow: generateKeysNow, close: () => Promise.resolve() }
