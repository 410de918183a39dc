// Runs a program and yields what it printed; a failure says all of it.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export interface RunOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
}

/** @throws Error with the program's output when it fails */
export async function run(program: string, args: readonly string[], { cwd, env }: RunOptions): Promise<string> {
  try {
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 16_000_000, shell: needsShell(program) }
    return (await promisify(execFile)(program, args, options)).stdout
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string }
    throw new Error(`${stdout}${stderr}`.trim() || message, { cause: error })
  }
}

/** npm is a script on Windows. Nothing that is passed to it comes from outside. */
const needsShell = (program: string): boolean => process.platform === 'win32' && program === 'npm'
