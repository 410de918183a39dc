// The one function through which everything goes that people or logs may see.
import { REDACTED } from '@x/kernel'
import { isSecretName, redactText } from '@x/retry'
import {
  bytesIn,
  entriesOf,
  itemsOf,
  itemsOfList,
  namesSecret,
  secretMembers,
  tagOf,
  UNREADABLE,
  type Entry,
} from './redact-entries.ts'

/** Deeper members are left out. */
const MAX_DEPTH = 12
/** How many members repeated objects may add: each is copied once, yet whoever prints the copy walks them all. */
const MOST_REPEATED = 10_000

/**
 * `value` with every secret in it replaced by `<redacted>`: headers, JSON, forms, addresses, running text, errors.
 *
 * A member is secret by its name (`token`, `secret`, `password`, `passphrase`, private and public keys, `authorization`,
 * `cookie`, in every spelling and behind every prefix), also where name and value are two items of a list or two members; a
 * text is by its looks (private keys, session tokens, JWTs, `Bearer …`). What is given is never changed; a text that is JSON
 * is parsed, not searched. It never throws, and takes time in proportion to what it is given.
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
  return new Copy().of(value, 0)
}

/** What an object became, and how many members that has. */
interface Copied {
  readonly copy: unknown
  readonly size: number
}

/** One walk. An object that is met again at the same depth is not copied again, so that time grows with what is given. */
class Copy {
  readonly #above = new Set<object>()
  /** By depth, since members that are too deep are left out. */
  readonly #done: Map<object, Copied>[] = Array.from({ length: MAX_DEPTH }, () => new Map())
  #size = 0
  #repeated = 0

  of(value: unknown, depth: number): unknown {
    this.#size += 1
    if (typeof value === 'string') return this.#text(value, depth)
    if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`
    if (typeof value !== 'object' || value === null) return value
    if (this.#above.has(value)) return '[circular]'
    if (depth >= MAX_DEPTH) return '[deep]'
    return this.#repeat(value, depth) ?? this.#first(value, depth)
  }

  #repeat(value: object, depth: number): unknown {
    const done = this.#done[depth]?.get(value)
    if (done === undefined) return undefined
    if (this.#repeated + done.size > MOST_REPEATED) return '[repeated]'
    this.#repeated += done.size
    this.#size += done.size
    return done.copy
  }

  #first(value: object, depth: number): unknown {
    const before = this.#size
    this.#above.add(value)
    const copy = this.#copy(value, depth + 1)
    this.#above.delete(value)
    this.#done[depth]?.set(value, { copy, size: this.#size - before })
    return copy
  }

  #copy(value: object, depth: number): unknown {
    try {
      if (value instanceof URL) return redactText(value.href)
      if (value instanceof URLSearchParams) return redactText(value.toString())
      if (tagOf(value) === 'String') return this.#text(String(value), depth)
      if (value instanceof Date) return new Date(value.getTime())
      if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`
      const items = itemsOf(value)
      if (items !== undefined) return this.#list(items, depth)
      return this.#members(entriesOf(value), depth)
    } catch {
      return UNREADABLE
    }
  }

  /** `[name, value]`, Node's `rawHeaders` and arguments of a command: what follows a secret name is hidden. */
  #list(items: readonly unknown[], depth: number): unknown[] {
    return items.map((item, index) => (namesSecret(items[index - 1]) ? hide(item) : this.of(item, depth)))
  }

  #members(entries: readonly Entry[], depth: number): unknown {
    const bytes = bytesIn(entries)
    if (bytes !== undefined) return `[${bytes} bytes]`
    const isSecret = secretMembers(entries)
    const members = entries.map(([name, member]): Entry => [
      redactText(name),
      isSecretName(name) || isSecret(name) ? hide(member) : this.of(member, depth),
    ])
    return Object.fromEntries(members)
  }

  #text(text: string, depth: number): string {
    if (/^\s*[[{]/.test(text) && depth < MAX_DEPTH) {
      const json = parsed(text)
      if (json !== undefined) return JSON.stringify(this.of(json, depth + 1))
    }
    return redactText(text)
  }
}

/** A list stays a list; what says nothing stays as it is. */
const hide = (value: unknown): unknown => (Array.isArray(value) ? itemsOfList(value).map(hideOne) : hideOne(value))

const hideOne = (value: unknown): unknown =>
  value === undefined || value === null || typeof value === 'boolean' ? value : REDACTED

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
