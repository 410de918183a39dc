// The public surface of @x/config; every export is listed by hand. Regions are a world of their own: @x/config/regions.
export { authenticationTypeOf, type AuthenticationType } from './profile/authentication-type.ts'
export type { ConfigEntry } from './text/config-entry.ts'
export type { Environment } from '@x/kernel'
export type { OciConfigInput } from './profile/config-input.ts'
export { editProfile } from './edit/edit-profile.ts'
export {
  ConfigFileNotFoundError,
  ConfigFileUnreadableError,
  FileSystemUnavailableError,
  InvalidKeyFilePathError,
  isConfigError,
  ProfileNotFoundError,
  type ConfigError,
} from './errors/errors.ts'
export type { LockOptions } from './files/file-lock.ts'
export type { FilePorts, FileStatus } from './files/file-ports.ts'
export {
  InvalidConfigError,
  type ConfigErrors,
  type ConfigProblem,
  type ConfigProblemKind,
} from './errors/invalid-config-error.ts'
export type { ConfigOrigin } from './profile/layers.ts'
export { loadConfig, type LoadConfigOptions } from './profile/load-config.ts'
export type { OciConfig } from './profile/oci-config.ts'
export { parseConfig, type ParseConfigOptions, type ParsedConfig, type ParsedProfile } from './text/parse-config.ts'
export {
  ConfigParseError,
  type ConfigLineProblem,
  type ConfigParseProblem,
  type ConfigParseReason,
} from './errors/parse-error.ts'
export type { ProfileEdit } from './edit/check-edit.ts'
export { updateConfigFile, type ConfigFileUpdate, type UpdateConfigFileOptions } from './edit/update-config-file.ts'
export { tryValidateConfig, validateConfig, type ValidateConfigOptions } from './validate/validate-config.ts'
export type { ConfigWarning, ConfigWarningCode } from './errors/warning.ts'
export { ConfigLockedError, ConfigWriteError, InvalidProfileEditError } from './errors/write-errors.ts'
