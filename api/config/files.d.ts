// The public contract of @x/config/files, written by `npm run generate`: a change here is a change for its users.

export type Environment = Readonly<Record<string, string | undefined>>

export interface HomeOptions {
  readonly env?: Environment | undefined
  readonly homeDirectory?: string | undefined
}

export interface LockOptions {
  readonly lockTimeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly now?: (() => number) | undefined
  readonly random?: (() => number) | undefined
  readonly sleep?: Sleep | undefined
}

export interface PrivateFile {
  readonly path: string
  readonly content: string | Uint8Array
}

export interface ReadTextFileOptions extends HomeOptions {
  readonly signal?: AbortSignal | undefined
}

export interface WritePrivateFilesOptions extends HomeOptions, LockOptions {}

export declare function readTextFile(path: string, options?: ReadTextFileOptions): Promise<string | undefined>

export declare function replaceFiles(files: readonly PrivateFile[]): Promise<void>

export declare function withFileLock<T>(path: string, task: () => Promise<T>, options?: LockOptions): Promise<T>

export declare function writePrivateFiles(
  files: readonly PrivateFile[],
  options?: WritePrivateFilesOptions,
): Promise<readonly string[]>

type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>
