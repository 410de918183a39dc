// What a warning looks like: data with a code, handed to the caller; a library prints nothing.

/** Codes of {@link ConfigWarning}. */
export type ConfigWarningCode =
  | 'WARN_DUPLICATE_SECTION'
  | 'WARN_DUPLICATE_KEY'
  | 'WARN_TEXT_AFTER_SECTION'
  | 'WARN_QUOTED_VALUE'
  | 'WARN_FILE_PERMISSIONS'

/** Something odd that did not stop the work. Holds no secret. */
export interface ConfigWarning {
  readonly code: ConfigWarningCode
  readonly message: string
  /** The file, where one is known. */
  readonly source: string | undefined
  /** 1-based; absent when it concerns a whole file. */
  readonly line: number | undefined
}
