// The one function through which everything goes that people or logs may see.
import { isSecretName, redactText } from '@x/retry'

/** What stands in place of a member that is secret by its name. */
const REDACTED = '<redacted>'
/** Deeper members are left out. */
const MAX_DEPTH = 12

/**
 * `value` with every secret in it replaced by `<redacted>`: headers, JSON, forms, addresses, running text, errors.
 *
 * A member is secret by its name (`token`, `secret`, `password`, `passphrase`, private and public keys, `authorization`,
 * `cookie`, in every spelling and behind every prefix), a text by its looks (private keys, session tokens, JWTs, `Bearer …`).
 * What is given is never changed; a text that is JSON is parsed, not searched.
 *
 * @returns a text for a text or an address; for anything else a copy of plain objects and arrays
 * @example
 * ```ts
 * import { redact } from '@x/http'
 * redact('{"currentToken":"abc","user":"me"}') // '{"currentToken":"<redacted>","user":"me"}'
 * redact({ 'opc-obo-token': 'abc' }) // { 'opc-obo-token': '<redacted>' }
 * ```
 * @public
 */
export function redact(value: string | URL): string
export function redact(value: unknown): unknown
export function redact(value: unknown): unknown {
  return walk(value, 0, new Set())
}

function walk(value: unknown, depth: number, above: ReadonlySet<object>): unknown {
  if (typeof value === 'string') return redactString(value, depth)
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`
  if (typeof value !== 'object' || value === null) return value
  if (above.has(value)) return '[circular]'
  if (depth >= MAX_DEPTH) return '[deep]'
  return walkObject(value, depth + 1, new Set(above).add(value))
}

function walkObject(value: object, depth: number, above: ReadonlySet<object>): unknown {
  if (value instanceof URL) return redactText(value.href)
  if (value instanceof URLSearchParams) return redactText(value.toString())
  if (value instanceof Date) return value
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`
  if (Array.isArray(value)) return value.map((item) => walk(item, depth, above))
  if (value instanceof Set) return [...value].map((item) => walk(item, depth, above))
  const entries = entriesOf(value).map(([name, member]): [string, unknown] => [
    name,
    isSecretName(name) ? hide(member) : walk(member, depth, above),
  ])
  return Object.fromEntries(entries)
}

function entriesOf(value: object): [string, unknown][] {
  if (value instanceof Map) return [...value].map(([key, member]): [string, unknown] => [String(key), member])
  if (typeof Headers === 'function' && value instanceof Headers) return [...value]
  if (!(value instanceof Error)) return Object.entries(value)
  const { name, message, cause } = value
  return [
    ['name', name],
    ['message', message],
    ...Object.entries(value),
    ...(cause === undefined ? [] : [['cause', cause] as [string, unknown]]),
  ]
}

/** A list stays a list; what says nothing stays as it is. */
function hide(value: unknown): unknown {
  if (value === undefined || value === null || typeof value === 'boolean') return value
  return Array.isArray(value) ? value.map(hide) : REDACTED
}

function redactString(text: string, depth: number): string {
  if (/^\s*[[{]/.test(text) && depth < MAX_DEPTH) {
    const json = parsed(text)
    if (json !== undefined) return JSON.stringify(walk(json, depth + 1, new Set()))
  }
  return redactText(text)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
