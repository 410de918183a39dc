// The only file that touches the runtime: home directory and node: modules, each when it is needed and never at import.
import type * as fsModule from 'node:fs/promises'
import type * as osModule from 'node:os'
import type * as pathModule from 'node:path'
import type { Environment } from '@x/kernel'
import { FileSystemUnavailableError } from '../errors/errors.ts'

export function isWindows(): boolean {
  return typeof process !== 'undefined' && process.platform === 'win32'
}

/** The user id of this process; absent where there is no such thing. */
export function currentUserId(): number | undefined {
  return typeof process === 'undefined' ? undefined : process.getuid?.()
}

/** The home directory by the rules of the operating system, from `env` first. */
export async function homeDirectoryOf(env: Environment): Promise<string> {
  const named = isWindows() ? env['USERPROFILE'] : env['HOME']
  if (named !== undefined && named !== '') return named
  return (await nodeModules()).os.homedir()
}

interface NodeModules {
  readonly fs: typeof fsModule
  readonly os: typeof osModule
  readonly path: typeof pathModule
}

/**
 * @throws {@link FileSystemUnavailableError} `ERR_FILE_SYSTEM_UNAVAILABLE` in a browser and its like
 */
export async function nodeModules(): Promise<NodeModules> {
  try {
    // Each directly under `try`, and with these comments: so bundlers for browsers leave them alone.
    const fs = await import(/* webpackIgnore: true */ /* @vite-ignore */ 'node:fs/promises')
    const os = await import(/* webpackIgnore: true */ /* @vite-ignore */ 'node:os')
    const path = await import(/* webpackIgnore: true */ /* @vite-ignore */ 'node:path')
    return { fs, os, path }
  } catch (cause) {
    throw new FileSystemUnavailableError({ cause })
  }
}

/** The code of a Node error, e.g. `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** True for an error that the operating system gave, as opposed to one of ours or of a caller. */
export function isSystemError(error: unknown): boolean {
  return errorCode(error) !== undefined && error instanceof Error && 'syscall' in error
}
