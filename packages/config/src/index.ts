// The public surface of @x/config; every export is listed by hand. Regions are a world of their own: @x/config/regions.
export { authenticationTypeOf, type AuthenticationType } from './authentication-type.ts'
export type { ConfigEntry } from './config-entry.ts'
export type { Environment } from '@x/kernel'
export type { OciConfigInput } from './config-input.ts'
export { editProfile } from './edit-profile.ts'
export {
  ConfigFileNotFoundError,
  ConfigFileUnreadableError,
  FileSystemUnavailableError,
  InvalidKeyFilePathError,
  isConfigError,
  ProfileNotFoundError,
  type ConfigError,
} from './errors.ts'
export type { LockOptions } from './file-lock.ts'
export type { FilePorts, FileStatus } from './file-ports.ts'
export {
  InvalidConfigError,
  type ConfigErrors,
  type ConfigProblem,
  type ConfigProblemKind,
} from './invalid-config-error.ts'
export type { ConfigOrigin } from './layers.ts'
export { loadConfig, type LoadConfigOptions } from './load-config.ts'
export type { OciConfig } from './oci-config.ts'
export { parseConfig, type ParseConfigOptions, type ParsedConfig, type ParsedProfile } from './parse-config.ts'
export { ConfigParseError, type ConfigParseProblem, type ConfigParseReason } from './parse-error.ts'
export type { ProfileEdit } from './profile-edit.ts'
export { updateConfigFile, type ConfigFileUpdate, type UpdateConfigFileOptions } from './update-config-file.ts'
export { tryValidateConfig, validateConfig, type ValidateConfigOptions } from './validate-config.ts'
export type { ConfigWarning, ConfigWarningCode } from './warning.ts'
export { ConfigLockedError, ConfigWriteError, InvalidProfileEditError } from './write-errors.ts'
