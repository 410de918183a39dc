// Text of somebody else's for a message.
import { isSecretText, mayHoldKey, REDACTED } from '@x/kernel'

/** Quoted, short, on one line, and never a secret. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : `${typeof value}`
  if (isSecretText(text) || mayHoldKey(text)) return REDACTED
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text)
}
