// The options of `ocix session authenticate`, and the texts that they are read from.
import { readWholeNumber } from '../../../program/option-values.ts'

export interface AuthenticateLine {
  readonly tenancyName?: string | undefined
  readonly identityProviderName?: string | undefined
  readonly profileName?: string | undefined
  readonly configLocation?: string | undefined
  readonly tokenLocation?: string | undefined
  readonly usePassphrase: boolean
  readonly sessionExpirationInMinutes?: number | undefined
  readonly noBrowser: boolean
  readonly publicKeyFilePath?: string | undefined
  readonly privateKeyFilePath?: string | undefined
  readonly reuse: boolean
  readonly listen?: ListenPlace | undefined
  readonly paste: boolean
  readonly printUrl: boolean
  /** Milliseconds. */
  readonly timeout?: number | undefined
}

export interface ListenPlace {
  readonly host?: string | undefined
  readonly port?: number | undefined
}

/** `127.0.0.1:9000`, `[::1]:9000`, `:9000` or `9000`. */
export function readListen(text: string): ListenPlace {
  const [, host = '', port] = /^(?:(\[[\da-f:.]+\]|[\w.-]*):)?(\d{1,5})$/i.exec(text.trim()) ?? []
  if (port === undefined) throw new RangeError('Give an address of this machine such as 127.0.0.1:9000, or a port.')
  const bare = host.replaceAll(/^\[|\]$/g, '')
  return { ...(bare !== '' && { host: bare }), port: readWholeNumber(0, 65_535)(port) }
}
