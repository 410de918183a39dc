// What the options of this package have to be, looked at where the caller calls: what is of the wrong kind would be told late, in the
// words of something else, or not at all.
import { argumentError, assertOptions, type Entrance, type Kinds } from '@x/kernel'
import type { SessionPlaceOptions } from './files/session-place.ts'
import type { CallPorts } from './service/ask-for-renewal.ts'

/** Where a session lies. */
export const PLACE: Kinds<Omit<SessionPlaceOptions, 'tokenLocation'>> = {
  profile: 'a string',
  configFile: 'a string',
  env: 'an object',
  homeDirectory: 'a string',
}

/** How the service is called. */
export const PORTS: Kinds<Omit<CallPorts, 'env'>> = {
  httpClient: 'a function',
  retryStrategy: 'anything',
  now: 'a function',
  signal: 'an AbortSignal',
}

/** Of a key that is made. */
export const NEW_KEY: Kinds<{ readonly passphrase?: string; readonly storePassphrase?: boolean }> = {
  passphrase: 'a string',
  storePassphrase: 'true or false',
}

/** @throws TypeError `ERR_INVALID_ARGUMENT`: an empty passphrase counts as none where the key is read, so that nobody could open it */
export function assertNewKey({ passphrase }: { readonly passphrase?: string | undefined }): void {
  if (passphrase === '')
    throw argumentError('The passphrase of the new key is empty. Leave it out where there is none.')
}

/** Texts that mean something else when they are empty: another folder, or the root of the disk. */
const NEVER_EMPTY = ['configFile', 'tokenLocation', 'homeDirectory', 'publicKeyFilePath', 'privateKeyFilePath'] as const

/**
 * @throws TypeError `ERR_INVALID_ARGUMENT` for an unknown option, one of the wrong kind, `null` among them, and a path that is empty
 */
export function checkOptions<Options extends object>(options: Options, entrance: Entrance<Options>): void {
  assertOptions(options, entrance)
  const values = options as Readonly<Record<string, unknown>>
  const isNull = Object.keys(entrance.kinds).find((name) => values[name] === null)
  if (isNull !== undefined) throw argumentError(`The option \`${isNull}\` is null. Give it a value, or leave it out.`)
  const isEmpty = NEVER_EMPTY.find((name) => typeof values[name] === 'string' && values[name].trim() === '')
  if (isEmpty !== undefined)
    throw argumentError(`The option \`${isEmpty}\` is empty. Give it a value, or leave it out.`)
}

/** As {@link checkOptions}, where a session has to be named: none is ever taken because nobody named one. */
export function checkSessionOptions<Options extends { readonly profile: string }>(
  options: Options,
  entrance: Entrance<Options>,
): void {
  checkOptions(options, entrance)
  if (options.profile === undefined) throw argumentError('There is no profile. Pass the name of the session’s profile.')
}
