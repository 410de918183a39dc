// Defines members so that printing, serialising or spreading an object leaves its secrets out.
import { isSecretName, isSecretText } from '@x/kernel'

/**
 * Defines `name` on `target`. A secret becomes an accessor that nothing enumerates, so `console.log`, `JSON.stringify`
 * and a spread never meet it; reading it by name works as ever.
 */
export function defineValue(target: object, name: string, value: string): void {
  if (isSecretName(name) || isSecretText(value)) defineHidden(target, name, () => value)
  else Object.defineProperty(target, name, { value, enumerable: true })
}

/** Defines a member that is read by name only. */
export function defineHidden(target: object, name: PropertyKey, get: () => unknown): void {
  Object.defineProperty(target, name, { get, enumerable: false })
}
