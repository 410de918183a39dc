// Calls a hook so that neither its throw nor its rejected promise can reach the call it watches.
import { readField } from './error-fields.ts'

const ignore = (): void => {}

export function notify<E>(hook: ((event: E) => unknown) | undefined, event: E): void {
  if (hook === undefined) return
  try {
    const result = hook(event)
    if (typeof readField(result, 'then') === 'function') Promise.resolve(result).catch(ignore)
  } catch {
    // A hook watches; what goes wrong in it is not the caller's failure.
  }
}
