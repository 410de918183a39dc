// The addresses at which the emulator has been told to misbehave.
export const PATHS = {
  /** Redirects. */
  moved: '/echo/moved',
  /** Never answers. */
  silent: '/echo/silent',
  /** Answers 503 twice, then as usual. */
  busy: '/echo/busy',
  /** The same for another case. */
  busyService: '/echo/busy-service',
  /** Answers 409. */
  conflict: '/echo/conflict',
} as const
