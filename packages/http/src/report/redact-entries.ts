// What of an object is shown, read so that no getter or proxy can throw, and which of its members belong together.
import { isSecretName } from '@x/retry'

/** Stands for what cannot be read: its getter throws, or it is a proxy that refuses. */
export const UNREADABLE = '[unreadable]'

export type Entry = readonly [name: string, value: unknown]

/** What kind of object it is, in whichever realm it was made; nothing for a proxy that refuses. */
export function tagOf(value: object): string {
  try {
    return Object.prototype.toString.call(value).slice(8, -1)
  } catch {
    return ''
  }
}

/**
 * Of longer lists only what they hold is read, since one may be four thousand million items long and hold none; and of what
 * has an iterator of its own, which may be endless, no more than this.
 */
const MOST_ITEMS = 10_000

/** Of a list or a set; `undefined` for anything else. */
export function itemsOf(value: object): readonly unknown[] | undefined {
  if (value instanceof Set) return [...value]
  return Array.isArray(value) ? itemsOfList(value) : undefined
}

export function itemsOfList(list: readonly unknown[]): readonly unknown[] {
  const { length } = list
  if (length <= MOST_ITEMS) return Array.from({ length }, (_, index) => read(list, String(index)))
  const held = Object.keys(list).filter((name) => /^\d+$/.test(name))
  const items = held.map((name) => read(list, name))
  return held.length === length ? items : [...items, `[${length - held.length} holes]`]
}

export function entriesOf(value: object): readonly Entry[] {
  if (value instanceof Map) return [...value].map(([key, member]): Entry => [nameOf(key), member])
  // By its tag: a second undici has classes of its own.
  if (/^(?:Headers|FormData)$/.test(tagOf(value))) {
    return firstOf(value as Iterable<[string, unknown]>)
  }
  const own = Object.keys(value).map((name): Entry => [name, read(value, name)])
  return value instanceof Error ? [...errorEntries(value), ...own] : own
}

function firstOf<T>(items: Iterable<T>): readonly T[] {
  const first: T[] = []
  for (const item of items) {
    if (first.length === MOST_ITEMS) break
    first.push(item)
  }
  return first
}

/** What errors have that is not enumerable. */
function errorEntries(error: Error): readonly Entry[] {
  const isAggregate = error instanceof AggregateError
  const names = ['name', 'message', 'cause', ...(isAggregate ? ['errors'] : [])]
  return names.map((name): Entry => [name, read(error, name)]).filter(([, value]) => value !== undefined)
}

const nameOf = (key: unknown): string =>
  (typeof key === 'object' && key !== null) || typeof key === 'function' ? `[${typeof key}]` : String(key)

function read(value: object, name: string): unknown {
  try {
    return (value as Readonly<Record<string, unknown>>)[name]
  } catch {
    return UNREADABLE
  }
}

/** Whether what follows `item` in a list is secret: a name without spaces, or the option `-p` of a command. */
export const namesSecret = (item: unknown): boolean =>
  typeof item === 'string' && /^\S{1,100}$/.test(item) && (item === '-p' || isSecretName(item))

const NAMES: ReadonlySet<string> = new Set(['name', 'key', 'k', 'header', 'field', 'param', 'parameter'])
const VALUES: ReadonlySet<string> = new Set(['value', 'values', 'val', 'v', 'content'])
/** The private members of a JSON Web Key (RFC 7518). */
const OF_PRIVATE_KEY: ReadonlySet<string> = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'])

/** The members that are secret by what stands beside them: `{ name: 'token', value: … }`, `{ kty: 'RSA', d: … }`. */
export function secretMembers(entries: readonly Entry[]): (name: string) => boolean {
  const named = entries.some(([name, value]) => NAMES.has(name.toLowerCase()) && namesSecret(value))
  const isKey = entries.some(([name]) => name === 'kty')
  return (name) => (named && VALUES.has(name.toLowerCase())) || (isKey && OF_PRIVATE_KEY.has(name))
}

const isByte = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 255
/** Fewer numbers than this are not taken for bytes. */
const FEWEST_BYTES = 8

/** How many bytes these are the JSON of: `{ type: 'Buffer', data: […] }`, or `{ 0: 45, 1: 45, … }`. */
export function bytesIn(entries: readonly Entry[]): number | undefined {
  const [type, data] = entries
  if (entries.length === 2 && type?.[1] === 'Buffer' && Array.isArray(data?.[1])) return data[1].length
  const isList = entries.length >= FEWEST_BYTES && entries.every(([n, value], at) => n === String(at) && isByte(value))
  return isList ? entries.length : undefined
}
