// A renewed token could not be kept.
import { causeWithout, errorJson, shownPath } from '@x/kernel'

/** The token file cannot be replaced. The session is as it was. @public */
export class SessionWriteError extends Error {
  override readonly name = 'SessionWriteError'
  readonly code = 'ERR_SESSION_WRITE'
  /** Of the token. */
  readonly path: string

  constructor(path: string, options: ErrorOptions) {
    const { code } = Object(options.cause) as { readonly code?: unknown }
    super(
      `The token at ${JSON.stringify(shownPath(path))} cannot be replaced (${String(code ?? 'see the cause')}); nothing was changed. Make its folder writable, and room on the disk.`,
      causeWithout(path, options),
    )
    this.path = shownPath(path)
  }

  toJSON(): object {
    return errorJson(this)
  }
}
