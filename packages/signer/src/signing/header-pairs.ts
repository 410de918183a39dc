// Tells headers that are pairs from those that are a record.
import type { HeadersLike } from '../request.ts'

type Pairs = Iterable<readonly [string, string]>

/**
 * Whether `headers` are to be read by iterating. Those of a signed request are not: they show an iterator to fetch alone, which leaves
 * out what fetch adds.
 */
export const isPairs = (headers: HeadersLike): headers is Headers | Pairs =>
  Symbol.iterator in headers && Object.getOwnPropertyDescriptor(headers, Symbol.iterator)?.enumerable !== false
