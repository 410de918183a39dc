// What was sent and must not show, so that it does not where a service repeats it: an opaque token looks like nothing.
import { bytesOfBase64, isRecord, REDACTED } from '@x/kernel'
import { isSecretName } from '@x/retry'

/** A shorter value could be a word of the answer's own. */
const MIN_SECRET = 8

interface Sent {
  readonly headers?: object | undefined
  readonly form?: object | undefined
  readonly body?: unknown
}

/** What of headers, of a form and of a body that becomes JSON is secret by its name. */
export function secretsOf({ headers = {}, form = {}, body }: Sent): readonly string[] {
  const members = { ...form, ...(isRecord(body) ? body : {}) }
  const secrets = [
    ...valuesIn(members).map(String),
    ...valuesIn(headers).flatMap((value) => credentialsIn(String(value))),
  ]
  return secrets.filter((secret) => secret.length >= MIN_SECRET)
}

const valuesIn = (members: object): readonly unknown[] =>
  Object.entries(members).flatMap(([name, value]: [string, unknown]) =>
    isSecretName(name) && (typeof value === 'string' || Array.isArray(value)) ? [value] : [],
  )

/**
 * The words of a header, and behind `Basic` the password, which whoever reads it has in plain. What is secret of a signature is known
 * by its looks, and the rest of it are words that a service may use.
 */
function credentialsIn(header: string): readonly string[] {
  const words = header.split(' ')
  if (/^signature$/i.test(words[0] ?? '')) return []
  const bytes = /^basic$/i.test(words[0] ?? '') ? bytesOfBase64(words.at(-1) ?? '') : undefined
  const plain = new TextDecoder().decode(bytes)
  return [...words, plain, plain.slice(plain.indexOf(':') + 1)]
}

/** What is deeper is left out of errors. */
const MAX_DEPTH = 12

/** Takes secrets out of texts, and out of every text in lists and objects of JSON. */
export function hiding(secrets: readonly string[]): (value: unknown) => unknown {
  // The longest first: one may be a part of another.
  const ordered = [...secrets].sort((a, b) => b.length - a.length)
  const hidden = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return ordered.reduce((text, secret) => text.replaceAll(secret, REDACTED), value)
    if (typeof value !== 'object' || value === null) return value
    if (depth >= MAX_DEPTH) return '[deep]'
    if (Array.isArray(value)) return value.map((item) => hidden(item, depth + 1))
    const entries = Object.entries(value)
    return Object.fromEntries(entries.map(([name, member]) => [hidden(name, depth), hidden(member, depth + 1)]))
  }
  return (value) => hidden(value, 0)
}
