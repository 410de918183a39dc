// All that the command line has of the world around it, in one object: main.ts makes it of the process, tests of what they like.
import type { Readable, Writable } from 'node:stream'
import type { Environment } from '@x/kernel'

/** `stdin`; `isTTY` is absent where nobody sits at it. */
export type Input = Readable & { readonly isTTY?: boolean | undefined }

/** `stdout` or `stderr`. */
export type Output = Writable & { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined }

/** A program to be started: never a line for a shell. */
export interface ProgramToStart {
  readonly file: string
  readonly args: readonly string[]
  readonly env: Environment
}

export interface StartedProgram {
  /** How it ended: with a code, or by a signal. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  kill(signal: NodeJS.Signals): void
}

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
  /** Waits; rejects with the reason of `signal` as soon as that is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** Resolves once a browser was started, rejects where there is none. */
  openBrowser(url: string): Promise<void>
  /** Calls `listener` at Ctrl-C, SIGTERM and SIGHUP. Yields what takes it away again. */
  onInterrupt(listener: (signal?: NodeJS.Signals) => void): () => void
  /** Hands SIGINT, SIGTERM and SIGHUP to `listener`; until the function that it yields is called they end nothing else. */
  takeSignals(listener: (signal: NodeJS.Signals) => void): () => void
  /**
   * Starts a program whose streams are those of this terminal.
   *
   * @throws {@link ProgramStartError} `ERR_PROGRAM_NOT_FOUND`, `ERR_PROGRAM_NOT_STARTED`
   */
  start(program: ProgramToStart): Promise<StartedProgram>
}
