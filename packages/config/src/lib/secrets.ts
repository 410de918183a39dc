// Says what must never be shown, and defines members so that printing, serialising or spreading an object leaves them out.

export const REDACTED = '[redacted]'

const SECRET_NAME = /(?:token|secret|password|passwd|passphrase|privatekey|keycontent|authorization|cookie)$/
const SECRET_VALUE = /-----BEGIN |^\s*ST\$|^\s*eyJ[\w-]+\./i

/** How PEM in base64 begins, and how the body of a PEM or DER in base64 does. */
const KEY_IN_BASE64 = /^\W*(?:LS0t|MI[A-Z])[\w+/=-]{60}/

/** True when the name says "secret". */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name.toLowerCase().replaceAll(/[-_]/g, ''))
}

/** True when the value has the shape of a secret, whatever its name: a key or a token. */
export function isSecretValue(value: string): boolean {
  return SECRET_VALUE.test(value) || KEY_IN_BASE64.test(value)
}

/** True for the text of a key, in PEM or in base64. */
export function isKeyText(value: string): boolean {
  return value.includes('-----BEGIN') || KEY_IN_BASE64.test(value)
}

/** True for what no file is called: a key, a token, a text of several lines, a name that is longer than file systems allow. */
export function isNoPath(value: string): boolean {
  return isSecretValue(value) || isKeyText(value) || /[\0\r\n]|[^/\\]{256}/.test(value)
}

/** A path for messages and members of errors: not shown where it may be a key or a token that was given in its place. */
export function shownPath(path: string): string {
  return isNoPath(path) || looksEncoded(path) ? REDACTED : path
}

/** Something in the text looks like base64 or hexadecimal. */
function looksEncoded(text: string): boolean {
  const runs = text.match(/[\w+=-]{40,}/g) ?? []
  return runs.some((run) => run.length >= 128 || isMixed(run)) || (/^[\w+/=-]{100,}$/.test(text) && isMixed(text))
}

const isMixed = (text: string): boolean => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)

/** The options of an error about `path`: what the file system says repeats the path, so that only its code stays of it. */
export function causeWithout(path: string, options: ErrorOptions | undefined): ErrorOptions | undefined {
  if (shownPath(path) === path || options?.cause === undefined) return options
  const { code = 'unknown error' } = Object(options.cause) as { code?: string }
  return { cause: Object.assign(new Error(code), { code }) }
}

/** {@link isSecretName} or {@link isSecretValue}. */
export function isSecret(name: string, value: string): boolean {
  return isSecretName(name) || isSecretValue(value)
}

/** Text for a message: quoted, short, and never a secret. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : `${typeof value}`
  if (isSecretValue(text) || looksEncoded(text)) return REDACTED
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text)
}

/**
 * Defines `name` on `target`. A secret becomes an accessor that nothing enumerates, so `console.log`, `JSON.stringify`
 * and a spread never meet it; reading it by name works as ever.
 */
export function defineValue(target: object, name: string, value: string): void {
  if (isSecret(name, value)) defineHidden(target, name, () => value)
  else Object.defineProperty(target, name, { value, enumerable: true })
}

/** Defines a member that is read by name only. */
export function defineHidden(target: object, name: PropertyKey, get: () => unknown): void {
  Object.defineProperty(target, name, { get, enumerable: false })
}
