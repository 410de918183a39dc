// Says what must never be shown, and defines members so that printing, serialising or spreading an object leaves them out.

export const REDACTED = '[redacted]'

const SECRET_NAME = /(?:token|secret|password|passwd|passphrase|privatekey|keycontent|authorization|cookie)$/
const SECRET_VALUE = /-----BEGIN |^\s*ST\$|^\s*eyJ[\w-]+\./i

/** True when the name says "secret". */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name.toLowerCase().replaceAll(/[-_]/g, ''))
}

/** True when the value has the shape of a secret, whatever its name: a PEM or a token. */
export function isSecretValue(value: string): boolean {
  return SECRET_VALUE.test(value)
}

/** {@link isSecretName} or {@link isSecretValue}. */
export function isSecret(name: string, value: string): boolean {
  return isSecretName(name) || isSecretValue(value)
}

/** Text for a message: quoted, short, and never a secret. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : `${typeof value}`
  if (isSecretValue(text)) return REDACTED
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
