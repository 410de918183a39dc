// The options of commands that write a profile with an API key.
import type { OptionsFor } from '../../../program/options.ts'

export interface PlaceOptions {
  readonly configLocation?: string | undefined
  readonly profileName?: string | undefined
  readonly force: boolean
}

export const PLACE_OPTIONS: OptionsFor<PlaceOptions> = {
  configLocation: { placeholder: 'PATH', summary: 'the configuration file that is written' },
  profileName: { placeholder: 'NAME', summary: 'the profile that is written' },
  force: { summary: 'replace a profile of that name without asking' },
}

/** Of a key that is made. */
export interface NewKeyOptions {
  readonly keyName?: string | undefined
  readonly passphraseFile?: string | undefined
  readonly noPassphrase: boolean
  readonly storePassphrase: boolean
}

export const NEW_KEY_OPTIONS: OptionsFor<NewKeyOptions> = {
  keyName: {
    placeholder: 'NAME',
    summary: 'of the files of a new key; by default oci_api_key, with the profile behind it',
  },
  passphraseFile: { placeholder: 'PATH', summary: 'its first line is the passphrase; - is stdin' },
  noPassphrase: { summary: 'leave the new key without a passphrase' },
  storePassphrase: { summary: 'write the passphrase into the profile, as plain text' },
}
