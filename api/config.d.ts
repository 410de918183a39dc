// The public contract of @x/config, written by `npm run generate`: a change here is a change for its users.

export type AuthenticationType =
  | 'api_key'
  | 'security_token'
  | 'instance_principal'
  | 'instance_obo_user'
  | 'resource_principal'
  | 'oke_workload_identity'

export interface ConfigEntry {
  readonly key: string
  readonly value: string
  readonly line: number
  readonly profile: string
}

export type ConfigError =
  | ConfigFileNotFoundError
  | ConfigFileUnreadableError
  | ConfigLockedError
  | ConfigParseError
  | ConfigWriteError
  | FileSystemUnavailableError
  | InvalidConfigError
  | InvalidKeyFilePathError
  | InvalidProfileEditError
  | ProfileNotFoundError

export type ConfigErrors = Readonly<Record<string, ConfigProblemKind>>

export declare class ConfigFileNotFoundError extends Error {
  readonly name = 'ConfigFileNotFoundError'
  readonly code = 'ERR_CONFIG_FILE_NOT_FOUND'
  readonly path: string
  readonly tried: readonly string[]
  constructor(path: string, tried?: readonly string[], options?: ErrorOptions)
  toJSON(): object
}

export declare class ConfigFileUnreadableError extends Error {
  readonly name = 'ConfigFileUnreadableError'
  readonly code = 'ERR_CONFIG_FILE_UNREADABLE'
  readonly path: string
  constructor(path: string, problem: string, options?: ErrorOptions)
  toJSON(): object
}

export interface ConfigFileUpdate {
  readonly file: string
  readonly changed: boolean
  readonly backup: string | undefined
}

export type ConfigLineProblem = 'no-delimiter' | 'empty-key' | 'empty-section' | 'unclosed-section' | 'pem'

export declare class ConfigLockedError extends Error {
  readonly name = 'ConfigLockedError'
  readonly code = 'ERR_CONFIG_LOCKED'
  readonly path: string
  readonly holder:
    | {
        readonly pid: number
        readonly host: string
      }
    | undefined
  constructor(
    path: string,
    holder:
      | {
          readonly pid: number
          readonly host: string
        }
      | undefined,
  )
  toJSON(): object
}

export type ConfigOrigin =
  | {
      readonly kind: 'explicit'
    }
  | {
      readonly kind: 'environment'
      readonly variable: string
    }
  | {
      readonly kind: 'file'
      readonly path: string | undefined
      readonly line: number
      readonly profile: string
    }
  | {
      readonly kind: 'default'
    }

export declare class ConfigParseError extends Error {
  readonly name = 'ConfigParseError'
  readonly code = 'ERR_CONFIG_PARSE'
  readonly source: string | undefined
  readonly line: number
  readonly problems: readonly ConfigParseProblem[]
  readonly problemCount: number
  constructor(source: string | undefined, problems: readonly ConfigParseProblem[], problemCount?: number)
  toJSON(): object
}

export interface ConfigParseProblem {
  readonly line: number
  readonly reason: ConfigParseReason
}

export type ConfigParseReason =
  | ConfigLineProblem
  | 'continuation'
  | 'no-section'
  | 'duplicate-section'
  | 'duplicate-key'
  | 'text-after-section'
  | 'not-text'

export interface ConfigProblem {
  readonly field: string
  readonly kind: ConfigProblemKind
  readonly message: string
}

export type ConfigProblemKind = 'missing' | 'malformed' | 'unsupported'

export interface ConfigWarning {
  readonly code: ConfigWarningCode
  readonly message: string
  readonly source: string | undefined
  readonly line: number | undefined
}

export type ConfigWarningCode =
  | 'WARN_DUPLICATE_SECTION'
  | 'WARN_DUPLICATE_KEY'
  | 'WARN_TEXT_AFTER_SECTION'
  | 'WARN_QUOTED_VALUE'
  | 'WARN_FILE_PERMISSIONS'

export declare class ConfigWriteError extends Error {
  readonly name = 'ConfigWriteError'
  readonly code = 'ERR_CONFIG_WRITE'
  readonly path: string
  constructor(path: string, options: ErrorOptions)
  toJSON(): object
}

export type Environment = Readonly<Record<string, string | undefined>>

export interface FilePorts {
  readonly readFile?: ((path: string, signal?: AbortSignal) => Promise<string | undefined>) | undefined
  readonly stat?: ((path: string) => Promise<FileStatus | undefined>) | undefined
  readonly userId?: (() => number | undefined) | undefined
}

export interface FileStatus {
  readonly isFile: boolean
  readonly mode?: number | undefined
  readonly ownerId?: number | undefined
}

export declare class FileSystemUnavailableError extends Error {
  readonly name = 'FileSystemUnavailableError'
  readonly code = 'ERR_FILE_SYSTEM_UNAVAILABLE'
  constructor(options?: ErrorOptions)
  toJSON(): object
}

export declare class InvalidConfigError extends Error {
  readonly name = 'InvalidConfigError'
  readonly code = 'ERR_INVALID_CONFIG'
  readonly errors: ConfigErrors
  readonly problems: readonly ConfigProblem[]
  constructor(problems: readonly ConfigProblem[], options?: ErrorOptions)
  toJSON(): object
}

export declare class InvalidKeyFilePathError extends Error {
  readonly name = 'InvalidKeyFilePathError'
  readonly code = 'ERR_INVALID_KEY_FILE_PATH'
  readonly path: string
  readonly configPath: string | undefined
  readonly line: number | undefined
  constructor(path: string, configPath: string | undefined, line: number | undefined, options?: ErrorOptions)
  toJSON(): object
}

export declare class InvalidProfileEditError extends TypeError {
  readonly name = 'InvalidProfileEditError'
  readonly code = 'ERR_INVALID_PROFILE_EDIT'
  toJSON(): object
}

export interface LoadConfigOptions extends FilePorts {
  readonly file?: string | undefined
  readonly profile?: string | null | undefined
  readonly values?: OciConfigInput | undefined
  readonly env?: Environment | undefined
  readonly preferEnv?: boolean | undefined
  readonly cliEnv?: boolean | undefined
  readonly terraformEnv?: boolean | string | undefined
  readonly strict?: boolean | undefined
  readonly checkFiles?: boolean | undefined
  readonly onWarning?: ((warning: ConfigWarning) => void) | undefined
  readonly homeDirectory?: string | undefined
  readonly signal?: AbortSignal | undefined
}

export interface LockOptions {
  readonly lockTimeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly now?: (() => number) | undefined
  readonly random?: (() => number) | undefined
  readonly sleep?: Sleep | undefined
}

export interface OciConfig extends Readonly<OciConfigInput> {
  readonly profile?: string | undefined
  readonly file?: string | undefined
  readonly warnings: readonly ConfigWarning[]
  readonly raw: Readonly<Record<string, string>>
  require(name: string): string
  origin(name: string): ConfigOrigin | undefined
  with(values: OciConfigInput): OciConfig
}

export interface OciConfigInput {
  readonly tenancy?: string | undefined
  readonly user?: string | undefined
  readonly fingerprint?: string | undefined
  readonly region?: string | undefined
  readonly keyFile?: string | undefined
  readonly keyContent?: string | undefined
  readonly passphrase?: string | undefined
  readonly securityTokenFile?: string | undefined
  readonly delegationTokenFile?: string | undefined
  readonly authenticationType?: string | undefined
  readonly logRequests?: boolean | undefined
  readonly additionalUserAgent?: string | undefined
}

export interface ParseConfigOptions {
  readonly source?: string | undefined
  readonly strict?: boolean | undefined
}

export interface ParsedConfig {
  readonly source: string | undefined
  readonly profiles: ReadonlyMap<string, ParsedProfile>
  readonly warnings: readonly ConfigWarning[]
  entriesOf(name?: string | null): ReadonlyMap<string, ConfigEntry> | undefined
}

export interface ParsedProfile {
  readonly name: string
  readonly line: number
  readonly entries: ReadonlyMap<string, ConfigEntry>
}

export interface ProfileEdit {
  readonly profile: string
  readonly set?: Readonly<Record<string, string>> | undefined
  readonly remove?: readonly string[] | true | undefined
}

export declare class ProfileNotFoundError extends Error {
  readonly name = 'ProfileNotFoundError'
  readonly code = 'ERR_PROFILE_NOT_FOUND'
  readonly profile: string
  readonly path: string | undefined
  readonly available: readonly string[]
  constructor(profile: string, path: string | undefined, available: readonly string[])
  toJSON(): object
}

export interface UpdateConfigFileOptions extends ProfileEdit, LockOptions {
  readonly files?: readonly PrivateFile[] | undefined
  readonly file?: string | undefined
  readonly env?: Environment | undefined
  readonly homeDirectory?: string | undefined
}

export interface ValidateConfigOptions {
  readonly signer?: object | undefined
  readonly needsRegion?: boolean | undefined
  readonly env?: Environment | undefined
}

export declare function authenticationTypeOf(config: OciConfigInput): AuthenticationType

export declare function editProfile(text: string, edit: ProfileEdit): string

export declare function isConfigError(error: unknown): error is ConfigError

export declare function loadConfig(options?: LoadConfigOptions): Promise<OciConfig>

export declare function parseConfig(text: string, options?: ParseConfigOptions): ParsedConfig

export declare function tryValidateConfig(config: OciConfigInput, options?: ValidateConfigOptions): ConfigErrors

export declare function updateConfigFile(options: UpdateConfigFileOptions): Promise<ConfigFileUpdate>

export declare function validateConfig(config: OciConfigInput, options?: ValidateConfigOptions): OciConfig

interface PrivateFile {
  readonly path: string
  readonly content: string | Uint8Array
}

type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>
