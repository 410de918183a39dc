// The one way an error of this package turns into JSON.
import { redact } from './redact.ts'

/** Its own members and its message; the cause stays out, since it may be a caller's. */
export function jsonOf(error: Error): object {
  return { message: error.message, ...(redact({ ...error }) as object) }
}
