// Whether two request targets mean the same: what is percent-encoded in one may stand as it is in the other.
import { pathOf, queryOf } from '../../proof/request/received-request.ts'

/**
 * Compares paths segment by segment and queries parameter by parameter, each without its escapes. So a separator is never mistaken for
 * a part of a name, a plus is no space, and order and empty parts count.
 */
export const isSameTarget = (one: string, other: string): boolean => meaningOf(one) === meaningOf(other)

function meaningOf(target: string): string {
  const path = pathOf(target).split('/').map(decode)
  if (!target.includes('?')) return JSON.stringify([path])
  const query = queryOf(target)
    .split('&')
    .map((parameter) => /^([^=]*)(=?)(.*)$/s.exec(parameter)?.slice(1).map(decode))
  return JSON.stringify([path, query])
}

/** Byte by byte: Latin-1, as targets are handed over. */
const decode = (text: string): string =>
  text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
