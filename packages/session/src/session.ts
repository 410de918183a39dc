// What this package tells of a session: all that is known of it, and nothing secret.

/** A session that lies on this machine. @public */
export interface Session {
  readonly profile: string
  readonly configFile: string
  readonly tokenFile: string
  /** Absent where the profile has yet to name one. */
  readonly keyFile: string | undefined
  readonly region: string
  /** OCIDs of whom it signs for. */
  readonly tenancy: string
  readonly user: string
  /** Of the token, epoch milliseconds by the service's clock. */
  readonly expiresAt: number
  /** When it cannot be renewed any more, epoch milliseconds; `undefined` where the token does not say. */
  readonly sessionEndsAt: number | undefined
}
