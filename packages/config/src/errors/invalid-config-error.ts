// The error of a configuration whose fields are missing, malformed or unsupported: all of them at once.
import { errorJson } from '@x/kernel'

/** What is wrong with a field. */
export type ConfigProblemKind = 'missing' | 'malformed' | 'unsupported'

/** One faulty field. */
export interface ConfigProblem {
  /** Member name, e.g. `keyFile`. */
  readonly field: string
  readonly kind: ConfigProblemKind
  /** One sentence with place, likely mix-up and remedy; never the value. */
  readonly message: string
}

/** Member name → what is wrong with it. */
export type ConfigErrors = Readonly<Record<string, ConfigProblemKind>>

/**
 * Fields of a configuration are missing, malformed or unsupported.
 *
 * @public
 */
export class InvalidConfigError extends Error {
  override readonly name = 'InvalidConfigError'
  readonly code = 'ERR_INVALID_CONFIG'
  /** Every faulty field at once, e.g. `{ user: 'missing', fingerprint: 'malformed' }`. */
  readonly errors: ConfigErrors
  /** The same with a sentence each. */
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[], options?: ErrorOptions) {
    super(problems.map(({ message }) => message).join('\n'), options)
    this.problems = problems
    this.errors = errorsOf(problems)
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** The map form of problems. */
export function errorsOf(problems: readonly ConfigProblem[]): ConfigErrors {
  return Object.freeze(Object.fromEntries(problems.map(({ field, kind }) => [field, kind])))
}
