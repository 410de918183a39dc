// The public contract of @x/config/regions, written by `npm run generate`: a change here is a change for its users.

export interface DeveloperToolConfiguration {
  readonly regions: readonly Region[]
  readonly services: ReadonlySet<string>
  readonly provider: string | undefined
  readonly mode: 'only' | 'merge'
}

export interface DeveloperToolOptions {
  readonly regions?: 'only' | 'merge' | undefined
  readonly env?: Environment | undefined
  readonly source?: string | undefined
  readonly onWarning?: OnRegionWarning | undefined
}

export interface EndpointOptions {
  readonly parameters?: Readonly<Record<string, string>> | undefined
  readonly realmTemplates?: Readonly<Record<string, string>> | undefined
  readonly realmSpecificEndpointTemplateEnabled?: boolean | undefined
  readonly dualStackEndpointsEnabled?: boolean | undefined
  readonly dualStackByDefault?: boolean | undefined
  readonly endpointServiceName?: string | undefined
  readonly basePath?: string | undefined
  readonly env?: Environment | undefined
  readonly developerTool?: DeveloperToolConfiguration | undefined
  readonly strict?: boolean | undefined
  readonly onWarning?: OnRegionWarning | undefined
}

export type Environment = Readonly<Record<string, string | undefined>>

export declare class InvalidDeveloperToolConfigurationError extends Error {
  readonly name = 'InvalidDeveloperToolConfigurationError'
  readonly code = 'ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION'
  toJSON(): object
}

export declare class InvalidEndpointError extends TypeError {
  readonly name = 'InvalidEndpointError'
  readonly code = 'ERR_INVALID_ENDPOINT'
  toJSON(): object
}

export declare class InvalidRegionError extends Error {
  readonly name = 'InvalidRegionError'
  readonly code = 'ERR_INVALID_REGION'
  toJSON(): object
}

export type OnRegionWarning = (warning: RegionWarning) => void

export declare const REGIONS_AS_OF = '2026-11-21'

export interface Realm {
  readonly id: string
  readonly secondLevelDomain: string
}

export interface Region {
  readonly id: string
  readonly code: string
  readonly realm: string
  readonly secondLevelDomain: string
}

export type RegionError =
  | InvalidDeveloperToolConfigurationError
  | InvalidEndpointError
  | InvalidRegionError
  | UnknownRegionError
  | UnsafeHostParameterError

export type RegionResolver = (value: string) => Promise<ResolvedRegion>

export interface RegionSources {
  readonly env?: Environment | undefined
  readonly readFile?: ((path: string, signal?: AbortSignal) => Promise<string | undefined>) | undefined
  readonly homeDirectory?: string | undefined
  readonly instanceMetadata?: ((signal?: AbortSignal) => Promise<unknown>) | undefined
  readonly developerTool?:
    | DeveloperToolConfiguration
    | {
        readonly regions?: 'only' | 'merge' | undefined
      }
    | false
    | undefined
  readonly strict?: boolean | undefined
  readonly onWarning?: OnRegionWarning | undefined
  readonly signal?: AbortSignal | undefined
}

export interface RegionWarning {
  readonly code: RegionWarningCode
  readonly message: string
  readonly region?: string | undefined
}

export type RegionWarningCode =
  'WARN_REALM_ASSUMED' | 'WARN_REGION_METADATA_SKIPPED' | 'WARN_REGION_CONFLICT' | 'WARN_DEVELOPER_TOOL_DISAGREES'

export interface ResolvedRegion {
  readonly id: string
  readonly code: string | undefined
  readonly realm: string | undefined
  readonly secondLevelDomain: string | undefined
  readonly source:
    | 'built-in'
    | 'developer-tool'
    | 'regions-config'
    | 'environment'
    | 'instance-metadata'
    | 'dotted'
    | 'default-realm'
    | 'assumed'
}

export declare class UnknownRegionError extends Error {
  readonly name = 'UnknownRegionError'
  readonly code = 'ERR_UNKNOWN_REGION'
  readonly region: string
  constructor(region: string)
  toJSON(): object
}

export declare class UnsafeHostParameterError extends TypeError {
  readonly name = 'UnsafeHostParameterError'
  readonly code = 'ERR_UNSAFE_HOST_PARAMETER'
  readonly parameter: string
  constructor(parameter: string)
  toJSON(): object
}

export declare function assertServiceEnabled(
  configuration: DeveloperToolConfiguration | undefined,
  service: string,
): void

export declare function createRegionResolver(sources?: RegionSources): RegionResolver

export declare function endpointFor(
  template: string,
  region: string | Region | ResolvedRegion,
  options?: EndpointOptions,
): string

export declare function isRegionError(error: unknown): error is RegionError

export declare function isServiceEnabled(
  configuration: DeveloperToolConfiguration | undefined,
  service: string,
): boolean

export declare function normalizeEndpoint(endpoint: string, basePath?: string): string

export declare function parseDeveloperToolConfiguration(
  text: string,
  options?: DeveloperToolOptions,
): DeveloperToolConfiguration

export declare function readDeveloperToolConfiguration(
  sources?: RegionSources,
): Promise<DeveloperToolConfiguration | undefined>

export declare const realms: readonly Realm[]

export declare function regionFromCode(value: string): Region | undefined

export declare const regions: readonly Region[]

export declare function resolveRegion(value: string, sources?: RegionSources): Promise<ResolvedRegion>
