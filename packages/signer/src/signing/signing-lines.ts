// The lines of a signing string.
import { Refusal } from '../errors/refusal.ts'

/** Over parts that are already checked. */
export function joinLines(
  method: string,
  url: URL,
  headers: Readonly<Record<string, string>>,
  names: readonly string[],
): string {
  return names.map((name) => `${name}: ${fieldValue(method, url, headers, name)}`).join('\n')
}

function fieldValue(method: string, url: URL, headers: Readonly<Record<string, string>>, name: string): string {
  if (name === '(request-target)') return `${method.toLowerCase()} ${url.pathname}${url.search}`
  const value = headers[name]
  if (value === undefined) throw new Refusal('missing-header', name)
  return value
}
