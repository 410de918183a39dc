// All that the command line has of the world around it, in one object: main.ts makes it of the process, tests of what they like.
import type { Readable, Writable } from 'node:stream'
import type { Environment } from '@x/kernel'

/** `stdin`; `isTTY` is absent where nobody sits at it. */
export type Input = Readable & { readonly isTTY?: boolean | undefined }

/** `stdout` or `stderr`. */
export type Output = Writable & { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined }

export interface Terminal {
  readonly stdin: Input
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Environment
  /** Relative paths of the command line start here. */
  readonly cwd: string
  /** What `~` means. */
  readonly homeDirectory: string
  /** An IANA name, such as `Europe/Berlin`; `undefined` is the machine's. */
  readonly timeZone?: string | undefined
  /** Epoch milliseconds. */
  now(): number
  /** Resolves once a browser was started, rejects where there is none. */
  openBrowser(url: string): Promise<void>
  /** Calls `listener` at Ctrl-C. Yields what takes it away again. */
  onInterrupt(listener: () => void): () => void
}
