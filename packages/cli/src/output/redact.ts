// The one redactor: whatever is said goes through it.
import { REDACTED } from '@x/kernel'

/** Each with what stays in front of the secret. */
const SECRETS: readonly RegExp[] = [
  // A private key in PEM, with real or written line breaks, also where its end is missing.
  /()-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  // The same in base64, with or without armour.
  /()\b(?:LS0t|MI[A-Z])[\w+/=-]{60,}/g,
  /()ST\$[\w.+/=-]+/gi,
  // JSON Web Tokens, cut off ones as well.
  /()\beyJ[\w-]{6,}(?:\.[\w-]*)*/g,
  /(\bsignature\s*=\s*\\?")[^"\\]+/gi,
  /(\bauthorization["']?\s*[:=]\s*["']?(?:bearer|basic)\s+)[^\s"',]+/gi,
  /(\b(?:security_token|id_token|access_token|currentToken|pass_?phrase|password)["']?\s*[:=]\s*["']?)[^\s"'&,}]+/gi,
]

/** The text without tokens, private keys, signatures and passphrases. */
export function redact(text: string): string {
  return SECRETS.reduce((rest, secret) => rest.replace(secret, (_, before: string) => before + REDACTED), text)
}

/** Control characters steer a terminal, and those of direction turn words around; a service or a file may hold them. */
export function withoutControls(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD')
}
