// What the command line itself has to say against a call of it.

/** The line cannot be understood, or lacks something. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly code = 'ERR_USAGE'

  /** The command that did not understand the line, whose help says more; absent where the line was understood. */
  readonly path: readonly string[] | undefined

  constructor(message: string, { path, ...options }: ErrorOptions & { readonly path?: readonly string[] } = {}) {
    super(message, options)
    this.path = path
  }
}

/** The user was asked, and said no. */
export class DeclinedError extends Error {
  override readonly name = 'DeclinedError'
  readonly code = 'ERR_DECLINED'
}

/** A signature may not go there. */
export class ForeignHostError extends Error {
  override readonly name = 'ForeignHostError'
  readonly code = 'ERR_FOREIGN_HOST'

  readonly origin: string
  readonly reason: 'unknown-host' | 'plain-http'

  constructor(origin: string, reason: 'unknown-host' | 'plain-http') {
    super(
      reason === 'plain-http'
        ? `A signature goes by https, and not to ${origin}. Write https.`
        : `${origin} is no host of OCI, and was shown no signature. Give --endpoint ${origin} if it is meant.`,
    )
    this.origin = origin
    this.reason = reason
  }
}

/** A file that the line names. */
export class FileError extends Error {
  override readonly name = 'FileError'
  readonly code = 'ERR_FILE'

  readonly reason: 'unreadable' | 'unwritable'
  readonly path: string

  constructor(reason: 'unreadable' | 'unwritable', path: string, options: ErrorOptions) {
    const { code } = Object(options.cause) as { readonly code?: unknown }
    const why = typeof code === 'string' ? ` (${code})` : ''
    super(
      `The file ${path} cannot be ${reason === 'unreadable' ? 'read' : 'written'}${why}. Correct its path or its permissions.`,
      options,
    )
    this.reason = reason
    this.path = path
  }
}

/** What is printed does not arrive, as on a disk that is full. */
export class OutputError extends Error {
  override readonly name = 'OutputError'
  readonly code = 'ERR_OUTPUT'

  constructor(cause: NodeJS.ErrnoException) {
    super(`The output cannot be written (${cause.code ?? cause.message}). Make room for it, or lead it elsewhere.`, {
      cause,
    })
  }
}

/** Ctrl-C, or a signal that ends programs. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError'
  readonly code = 'ERR_INTERRUPTED'

  readonly signal: NodeJS.Signals

  constructor(signal: NodeJS.Signals = 'SIGINT') {
    super('Interrupted.')
    this.signal = signal
  }
}
