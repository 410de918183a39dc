// The headers of a response in one form.

/** Lower-case names; a header that came more than once is one line. */
export function headersOf({ headers }: { readonly headers: object }): Record<string, string> {
  const entries = Object.entries(headers as Record<string, unknown>)
  return Object.fromEntries(
    entries.map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : String(value)]),
  )
}
