// The public surface of @x/session; every export is listed by hand.
export {
  authenticateWithCredentials,
  type CredentialsOptions,
  type OpenedSession,
} from './credentials/authenticate-with-credentials.ts'
export { SessionProfileError, type SessionProfileReason } from './errors/session-profile-error.ts'
export { SessionRegionError } from './errors/session-region-error.ts'
export type { SessionPlaceOptions } from './files/session-place.ts'
export type { SessionEndpoints } from './service/session-endpoints.ts'
export type { Session } from './session.ts'
