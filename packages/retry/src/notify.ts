// Calls a hook so that neither its throw nor its rejected promise can reach the call it watches.

const ignore = (): void => {}

export function notify<E>(hook: ((event: E) => unknown) | undefined, event: E): void {
  try {
    Promise.resolve(hook?.(event)).catch(ignore)
  } catch {
    // A hook watches; what goes wrong in it is not the caller's failure.
  }
}
