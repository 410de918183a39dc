// What the errors of every package have in common: how they are recognised, and how they become JSON.

/** An error that a caller can branch on. Its code is `null` where a service should have given one and did not. */
export interface CodedError extends Error {
  readonly code: string | null
}

/** The class name of each error of a union, and the code that belongs to it: `null` where it is a service's, and may be any. */
export type CodesOf<E extends CodedError> = {
  readonly [Each in E as Each['name']]: null extends Each['code'] ? null : Each['code']
}

/**
 * Whether `error` is a real error with one of these names and the code that belongs to it. It holds across copies of a package and
 * across realms, where `instanceof` does not; an error of another package that shares a code is none of these.
 */
export function hasCode<E extends CodedError>(error: unknown, codes: CodesOf<E>): error is E {
  try {
    const { name, code } = error as Partial<CodedError>
    if (!isError(error) || !Object.hasOwn(codes, String(name))) return false
    const expected = (codes as Record<string, unknown>)[String(name)]
    return expected === null || expected === code
  } catch {
    return false // null, or a proxy or getter that throws
  }
}

const isError = (value: unknown): value is Error =>
  value instanceof Error || Object.prototype.toString.call(value) === '[object Error]'

/**
 * What JSON shows of an error: without this, an error's name and sentence are missing. The cause stays out, since it may be a
 * caller's.
 *
 * @param shown - hides what is secret among its own members, where they may hold some
 */
export function errorJson(error: CodedError, shown: (members: object) => unknown = (members) => members): object {
  const { name, code, message } = error
  return { name, code, message, ...(shown({ ...error }) as object) }
}
