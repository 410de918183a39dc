// Copies what a failure says and leaves what it carries: requests, headers, packets.
import { printableText } from './printable.ts'
import { redact } from './redact.ts'

const KEPT = ['code', 'errno', 'syscall', 'hostname', 'address', 'port', 'reason', 'host'] as const
const DEEPEST = 4

/** `error` as a new error without any member that could hold a secret. */
export function safeCause(error: unknown, depth = 0): Error | undefined {
  if (!(error instanceof Error) || depth > DEEPEST) return undefined
  // axios only repeats what it wraps.
  if ('isAxiosError' in error && error.cause instanceof Error) return safeCause(error.cause, depth + 1)
  const inner = safeCause(error.cause ?? firstOf(error), depth + 1)
  const copy = new Error(printableText(redact(error.message)), inner && { cause: inner })
  Object.defineProperty(copy, 'name', { value: error.name })
  const source = error as unknown as Readonly<Record<string, unknown>>
  for (const name of KEPT) {
    const value = source[name]
    if (typeof value === 'string') Object.assign(copy, { [name]: printableText(redact(value)) })
    else if (typeof value === 'number') Object.assign(copy, { [name]: value })
  }
  return copy
}

/** One failure for each address that was tried. */
const firstOf = (error: Error): unknown => (error instanceof AggregateError ? error.errors[0] : undefined)
