// Writes a profile that signs with an API key, and the key with it: all of it, or nothing.
import { updateConfigFile } from '@x/config'
import type { Context } from '../../../program/context.ts'
import type { ApiKey } from './api-key.ts'
import type { NewKeyOptions } from './options.ts'
import type { ProfilePlace } from './place.ts'

export interface Owner {
  readonly user: string
  readonly tenancy: string
  readonly region: string
}

/** What a profile of another kind had, and what would make this one such. */
const OF_OTHER_KINDS = ['security_token_file', 'delegation_token_file', 'authentication_type']

/** @throws the errors of `updateConfigFile` */
export async function writeProfile(
  { configFile, profile }: ProfilePlace,
  { user, tenancy, region }: Owner,
  { keyFile, fingerprint, files, passphrase }: ApiKey,
  { options, terminal, signal }: Context<Pick<NewKeyOptions, 'storePassphrase'>>,
): Promise<void> {
  const stored = options.storePassphrase ? passphrase : undefined
  await updateConfigFile({
    file: configFile,
    profile,
    set: {
      user,
      fingerprint,
      key_file: keyFile,
      tenancy,
      region,
      ...(stored !== undefined && { pass_phrase: stored }),
    },
    remove: stored === undefined ? [...OF_OTHER_KINDS, 'pass_phrase'] : OF_OTHER_KINDS,
    files,
    env: terminal.env,
    homeDirectory: terminal.homeDirectory,
    signal,
  })
}
