// What cannot be the path of a file, and what of a path errors may show: people pass a key or a token in its place.
import { REDACTED } from './redacted.ts'
import { isSecretText, mayHoldKey } from './secret-text.ts'

/** A control character, a line break among them, or a name that is longer than file systems allow. */
const NO_NAME = /[^ -~\u0080-\uFFFF]|[^/\\]{256}/

/** True for what no file is called: a key, a token, a text of several lines, a name that is too long. It is not even tried. */
export function isNoPath(text: string): boolean {
  return isSecretText(text) || NO_NAME.test(text)
}

/** A path for messages and members of errors: `<redacted>` where it may be a key or a token that was given in its place. */
export function shownPath(path: string): string {
  return isNoPath(path) || mayHoldKey(path) ? REDACTED : path
}

/** The options of an error about `path`: what the file system says repeats the path, so that only its code stays of it. */
export function causeWithout(path: string, options: ErrorOptions | undefined): ErrorOptions | undefined {
  if (shownPath(path) === path || options?.cause === undefined) return options
  const { code = 'unknown error' } = Object(options.cause) as { code?: string }
  return { cause: Object.assign(new Error(code), { code }) }
}
