// The errors of options that cannot work, found before anything is sent.
import { causeWithout, errorJson, shownPath } from '@x/kernel'
import { redact } from '../report/redact.ts'

/**
 * An option needs Node, Bun or Deno: browsers and workers decide themselves whom to trust and which proxy to take.
 *
 * @public
 */
export class UnsupportedOptionError extends TypeError {
  override readonly name = 'UnsupportedOptionError'
  readonly code = 'ERR_UNSUPPORTED_OPTION'
  readonly option: string

  constructor(option: string) {
    super(`The option ${option} has no effect in this runtime. Leave it out here: only Node, Bun and Deno have it.`)
    this.option = option
  }

  toJSON(): object {
    return errorJson(this, redact)
  }
}

/**
 * A proxy's address cannot be used. It is not shown, since it may hold a password; `source` says where it stands.
 *
 * @public
 */
export class InvalidProxyError extends Error {
  override readonly name = 'InvalidProxyError'
  readonly code = 'ERR_INVALID_PROXY'
  /** The option or environment variable. */
  readonly source: string

  constructor(source: string) {
    super(`The proxy in ${source} is no address of an HTTP proxy. Write http://host:port, or remove it.`)
    this.source = source
  }

  toJSON(): object {
    return errorJson(this, redact)
  }
}

/**
 * A CA bundle, client certificate or its key cannot be read or used.
 *
 * @public
 */
export class TlsMaterialError extends Error {
  override readonly name = 'TlsMaterialError'
  readonly code = 'ERR_TLS_MATERIAL'
  /** `unreadable`: the file could not be read; `invalid`: it does not hold what it has to. */
  readonly reason: 'unreadable' | 'invalid'
  /** The option that named it. */
  readonly option: string
  /** `<redacted>` where it looks like the text of a key that was given as a path. */
  readonly path: string

  constructor(reason: TlsMaterialError['reason'], where: { option: string; path: string }, options?: ErrorOptions) {
    const { option } = where
    const path = shownPath(where.path)
    super(TLS_SENTENCES[reason](option, path), causeWithout(where.path, options))
    this.reason = reason
    this.option = option
    this.path = path
  }

  toJSON(): object {
    return errorJson(this, redact)
  }
}

const TLS_SENTENCES: Readonly<Record<TlsMaterialError['reason'], (option: string, path: string) => string>> = {
  unreadable: (option, path) => `The file ${path} of ${option} cannot be read. Check the path and its permissions.`,
  invalid: (option, path) =>
    option.startsWith('clientCertificate')
      ? `The file ${path} of ${option} cannot be used. Give PEM: certificates, and the key that belongs to the first of them with its passphrase.`
      : `The file ${path} of ${option} cannot be used. Give PEM certificates of the CAs to trust.`,
}
