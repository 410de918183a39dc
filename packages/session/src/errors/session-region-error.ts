// The region of a session is not known.
import { errorJson } from '@x/kernel'

/** Neither the profile nor the caller names a region. @public */
export class SessionRegionError extends Error {
  override readonly name = 'SessionRegionError'
  readonly code = 'ERR_SESSION_REGION'

  constructor() {
    super(
      'There is no region, so that nobody can tell where the service is. Pass region, or set region in the profile.',
    )
  }

  toJSON(): object {
    return errorJson(this)
  }
}
