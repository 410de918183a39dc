// Runs a case script and reads what it says: a line of JSON for each case.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Command } from '../clients/client.ts'

/** A line of a case script: the case, and the status or the error it ended with. */
export interface Line {
  readonly case: string
  readonly status?: number
  readonly error?: string
}

/** What a script may need of this process; none of the variables of OCI are among it. */
const KEPT = ['PATH', 'TMPDIR', 'LANG', 'SYSTEMROOT', 'JAVA_HOME']
/** A client that waits longer than this for something that is not there is stopped. */
const TIMEOUT_MS = 240_000

export interface Spoken {
  readonly lines: readonly Line[]
  /** Why the script said less than it should have. */
  readonly broken?: string
}

export async function speak(command: Command, variables: Readonly<Record<string, string>>): Promise<Spoken> {
  const kept = KEPT.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))
  const child = spawn(command.file, command.args, {
    env: { ...Object.fromEntries(kept), ...variables, ...command.variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
  })
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(code === null ? `stopped by ${signal}` : `exit code ${code}`))
  })
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaints = (complaints + chunk).slice(-4000)))
  const lines: Line[] = []
  const foreign: string[] = []
  for await (const text of createInterface({ input: child.stdout })) {
    // OCI's libraries print as well.
    if (text.startsWith('{"case"')) lines.push(JSON.parse(text) as Line)
    else foreign.push(text)
  }
  const end = await ended
  if (end === 'exit code 0' && lines.length > 0) return { lines }
  const said = [...foreign, complaints.trim()].join('\n').trim().split('\n').slice(-15).join('\n')
  const what = lines.length === 0 ? 'it told of no case' : `it told of ${lines.length} cases`
  return { lines, broken: `${what} and ended with ${end}${said && `:\n${said}`}` }
}
