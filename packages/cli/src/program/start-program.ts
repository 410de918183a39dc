// Starts another program, by its words and not by a shell; loaded only where one is started.
import { spawn, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import type { ProgramToStart, StartedProgram } from '../terminal.ts'

/** A program could not be started. */
export class ProgramStartError extends Error {
  override readonly name = 'ProgramStartError'
  readonly code: 'ERR_PROGRAM_NOT_FOUND' | 'ERR_PROGRAM_NOT_STARTED'

  constructor(file: string, cause: unknown) {
    const { code = '' } = Object(cause) as { readonly code?: string }
    const isMissing = code === 'ENOENT'
    const quoted = JSON.stringify(file)
    super(
      isMissing
        ? `There is no program ${quoted} on the PATH. Correct its name, or give its path.`
        : `The program ${quoted} cannot be started${code && ` (${code})`}. Give the path of a file that may be executed${OF_WINDOWS}.`,
      { cause },
    )
    this.code = isMissing ? 'ERR_PROGRAM_NOT_FOUND' : 'ERR_PROGRAM_NOT_STARTED'
  }
}

/** Node starts no batch file without a shell, since a shell would take its arguments apart. */
const OF_WINDOWS = process.platform === 'win32' ? '; a .cmd or .bat file needs cmd /c before it' : ''

/** @throws {@link ProgramStartError} */
export async function startProgram(
  { file, args, env }: ProgramToStart,
  { stdio, cwd }: { readonly stdio: StdioOptions; readonly cwd?: string | undefined },
): Promise<StartedProgram & { readonly streams: ReturnType<typeof spawn>['stdio'] }> {
  try {
    const child = spawn(file, [...args], { stdio, cwd, env: { ...env }, shell: false })
    const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
    // What `ended` rejects with is told by the wait for the start, where there is no other.
    ended.catch(() => {})
    await once(child, 'spawn')
    return {
      ended: ended.then(([code, signal]) => ({ code, signal })),
      kill: (signal) => void child.kill(signal),
      streams: child.stdio,
    }
  } catch (error) {
    throw new ProgramStartError(file, error)
  }
}
