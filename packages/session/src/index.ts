// The public surface of @x/session; every export is listed by hand.
export { exportSession, type ExportedSession, type ExportSessionOptions } from './archive/export-session.ts'
export { importSession, type ImportSessionOptions } from './archive/import-session.ts'
export {
  authenticateWithCredentials,
  type CredentialsOptions,
  type OpenedSession,
} from './credentials/authenticate-with-credentials.ts'
export { LoginError, type DiscardReason, type LoginReason } from './errors/login-error.ts'
export { SessionArchiveError, type SessionArchiveReason } from './errors/session-archive-error.ts'
export { SessionProfileError, type SessionProfileReason } from './errors/session-profile-error.ts'
export { SessionRegionError } from './errors/session-region-error.ts'
export { SessionWriteError } from './errors/session-write-error.ts'
export type { SessionPlaceOptions } from './files/session-place.ts'
export { authenticate } from './login/authenticate.ts'
export type { AuthenticateOptions, PendingLogin } from './login/login-options.ts'
export type { ListenAddress } from './login/page/listen.ts'
export type { SessionEndpoints } from './service/session-endpoints.ts'
export type { Session } from './session.ts'
export { refreshSession, type RefreshedSession, type RefreshSessionOptions } from './refresh/refresh-session.ts'
export { SessionTokenSigner, type SessionIdentity, type SessionSignerOptions } from './signer/session-token-signer.ts'
export { listSessions, type ListSessionsOptions } from './list/list-sessions.ts'
export {
  terminateSession,
  type TerminatedSession,
  type TerminateSessionOptions,
} from './terminate/terminate-session.ts'
export type { SessionProblem, SessionStatus } from './validate/session-status.ts'
export { validateSession, type ValidateSessionOptions } from './validate/validate-session.ts'
