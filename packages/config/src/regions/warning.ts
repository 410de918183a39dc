// Warnings of regions: told to the caller, else to the runtime; the one that must not be lost becomes an error where nobody listens.
import { UnknownRegionError } from './errors.ts'

/** Codes of {@link RegionWarning}. */
export type RegionWarningCode =
  /** The realm of an unknown region was assumed to be OC1. */
  | 'WARN_REALM_ASSUMED'
  /** Region metadata could not be read, or is not of the documented form; it was skipped. */
  | 'WARN_REGION_METADATA_SKIPPED'
  /** Region metadata contradicts what is known already; it was skipped. */
  | 'WARN_REGION_CONFLICT'
  /** Option and environment variable say different things about developer-tool regions; the option counts. */
  | 'WARN_DEVELOPER_TOOL_DISAGREES'

/** Something odd that did not stop the work. */
export interface RegionWarning {
  readonly code: RegionWarningCode
  readonly message: string
  /** The region concerned, where there is one. */
  readonly region?: string | undefined
}

/** Told of warnings. */
export type OnRegionWarning = (warning: RegionWarning) => void

/**
 * Hands a warning to the caller, else to `process.emitWarning`.
 *
 * @throws {@link UnknownRegionError} `ERR_UNKNOWN_REGION` when a realm was assumed and there is neither
 */
export function warn(warning: RegionWarning, onWarning: OnRegionWarning | undefined): void {
  if (onWarning !== undefined) return onWarning(Object.freeze(warning))
  const emit = typeof process === 'undefined' ? undefined : process.emitWarning
  if (emit !== undefined) emit.call(process, warning.message, { type: 'OciRegionWarning', code: warning.code })
  else if (warning.code === 'WARN_REALM_ASSUMED') throw new UnknownRegionError(warning.region ?? '')
}
