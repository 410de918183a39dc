// The one way an error of this package turns into JSON.

/** Name, code and message; none of ours holds a secret, and the cause stays out because it is not ours. */
export function errorToJson(error: Error & { readonly code: string }): Record<string, string> {
  return { name: error.name, code: error.code, message: error.message }
}

/** True when `error` carries one of `codes`: holds across copies of a package, where `instanceof` does not. */
export function hasCode(error: unknown, codes: ReadonlySet<string>): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    codes.has(error.code)
  )
}
