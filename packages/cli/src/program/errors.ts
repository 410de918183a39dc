// What the command line itself has to say against a call of it.

/** The line cannot be understood, or lacks something. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly code = 'ERR_USAGE'
}

/** The user was asked, and said no. */
export class DeclinedError extends Error {
  override readonly name = 'DeclinedError'
  readonly code = 'ERR_DECLINED'
}

/** Ctrl-C. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError'
  readonly code = 'ERR_INTERRUPTED'

  constructor() {
    super('Interrupted.')
  }
}
