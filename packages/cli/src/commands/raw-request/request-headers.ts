// The headers that the line gives, as an object in JSON.
import { UsageError } from '../../program/errors.ts'

/** @throws {@link UsageError} for what is no object of texts, or would speak for the signature */
export function requestHeaders(text: string): Readonly<Record<string, string>> {
  const entries = Object.entries(parsed(text)).map(
    ([name, value]) => [name.toLowerCase(), textOf(name, value)] as const,
  )
  if (entries.some(([name]) => name === 'authorization'))
    throw new UsageError('--request-headers has an "authorization". Leave it out: --auth and --profile say who signs.')
  return Object.fromEntries(entries)
}

function parsed(text: string): object {
  const value = jsonOf(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new UsageError(`--request-headers is no object in JSON. Give such as '{"if-match": "an etag"}'.`)
}

/** Without the cause, which quotes the text. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function textOf(name: string, value: unknown): string {
  if (['string', 'number', 'boolean'].includes(typeof value)) return String(value)
  throw new UsageError(`--request-headers has no text for ${JSON.stringify(name.slice(0, 60))}. Give it in quotes.`)
}
