// What the errors of the emulator have in common: how they are recognised, and how they become JSON.

/** A real error with one of these class names and the code that belongs to it, whichever copy of the package made it. */
export function hasCode(error: unknown, codes: ReadonlyMap<string, string>): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  return error.code !== undefined && codes.get(error.name) === error.code
}

/** Without this, JSON lacks an error's name and sentence. The cause stays out. */
export function errorJson(error: Error & { readonly code: string }): object {
  const { name, code, message } = error
  return Object.assign({ name, code, message }, error)
}
