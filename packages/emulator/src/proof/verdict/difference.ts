// The first line in which two signing strings differ: with it the author of a client knows what to correct.

/**
 * The first line in which the signing string that the emulator rebuilt differs from what the client signed.
 *
 * @example
 * ```ts
 * import type { Difference } from '@x/emulator'
 *
 * const say = ({ line, expected, actual }: Difference) => `line ${line} is ${actual}, but should be ${expected}`
 * console.log(say({ line: 3, header: 'host', expected: 'host: a.test', actual: 'host: a.test:443' }))
 * ```
 */
export interface Difference {
  /** Counted from 1. */
  readonly line: number
  /** The header of that line, `"(request-target)"` included. */
  readonly header: string
  /** The line as the emulator rebuilt it from the received request; `""` when it has no such line. */
  readonly expected: string
  /** The line as the client signed it; `""` when it has no such line. */
  readonly actual: string
}

/** `undefined` when the strings are the same. */
export function firstDifference(expectedText: string, actualText: string): Difference | undefined {
  const [expected, actual] = [expectedText.split('\n'), actualText.split('\n')]
  const length = Math.max(expected.length, actual.length)
  for (let index = 0; index < length; index++) {
    if (expected[index] !== actual[index]) return differenceAt(index, expected, actual)
  }
  return undefined
}

function differenceAt(index: number, expected: readonly string[], actual: readonly string[]): Difference {
  const [wanted = '', found = ''] = [expected[index], actual[index]]
  const header = /^[^:]+/.exec(wanted)?.[0] ?? /^[^:]+/.exec(found)?.[0] ?? ''
  return { line: index + 1, header, expected: wanted, actual: found }
}
