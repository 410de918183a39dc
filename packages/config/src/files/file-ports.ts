// How loadConfig reaches files: two functions that a caller may replace, and what they are when nobody does.
import { currentUserId, errorCode, isWindows, nodeModules } from './runtime.ts'

/** What is known of a path. */
export interface FileStatus {
  /** True for a regular file, symbolic links followed. */
  readonly isFile: boolean
  /** POSIX mode bits; absent where they mean nothing. */
  readonly mode?: number | undefined
  /** User id of the owner; absent where there is none. */
  readonly ownerId?: number | undefined
}

/** Replaceable file access; all optional, and each defaults to that of the runtime. */
export interface FilePorts {
  /** Text of a file, or `undefined` when it does not exist. Any rejection means "there, but unreadable". */
  readonly readFile?: ((path: string, signal?: AbortSignal) => Promise<string | undefined>) | undefined
  /** Status of a path, or `undefined` when it does not exist. With a `readFile` of your own and no `stat`, nothing but the configuration is looked at. */
  readonly stat?: ((path: string) => Promise<FileStatus | undefined>) | undefined
  /** User id of this process, for the owner check. */
  readonly userId?: (() => number | undefined) | undefined
}

/** {@link FilePorts} with nothing left open; `stat` is absent when the caller's files have no status. */
export interface Files {
  readonly readFile: (path: string, signal?: AbortSignal) => Promise<string | undefined>
  readonly stat: ((path: string) => Promise<FileStatus | undefined>) | undefined
  readonly userId: () => number | undefined
}

export function filesOf(ports: FilePorts): Files {
  return {
    readFile: ports.readFile ?? readUtf8,
    stat: ports.stat ?? (ports.readFile === undefined ? statFile : undefined),
    userId: ports.userId ?? currentUserId,
  }
}

const ABSENT: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR'])

/** The text of a file as it stands, with its byte order mark; `undefined` when there is none. */
export async function readUtf8(path: string, signal?: AbortSignal): Promise<string | undefined> {
  const bytes = await readBytes(path, signal)
  return bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

/** The bytes of a file, `undefined` when there is none. */
export async function readBytes(path: string, signal?: AbortSignal): Promise<Uint8Array | undefined> {
  const { fs } = await nodeModules()
  try {
    return await fs.readFile(path, { ...(signal && { signal }) })
  } catch (error) {
    if (ABSENT.has(errorCode(error))) return undefined
    throw error
  }
}

async function statFile(path: string): Promise<FileStatus | undefined> {
  const { fs } = await nodeModules()
  try {
    const stats = await fs.stat(path)
    if (isWindows()) return { isFile: stats.isFile() }
    return { isFile: stats.isFile(), mode: stats.mode, ownerId: stats.uid }
  } catch (error) {
    if (ABSENT.has(errorCode(error))) return undefined
    throw error
  }
}
