// A client that is not ours: a script that signs with another library and tells, a line of JSON for each case, how it was answered.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** How a case ended: with a status, or with the error of the library. */
export interface Outcome {
  readonly case: string
  readonly status?: number
  readonly error?: string
}

export const PYTHON = fileURLToPath(new URL('../.tools/python/bin/python', import.meta.url))

export const hasPython = (): boolean => existsSync(PYTHON)

/** What a script may need of this process; none of the variables of OCI are among it. */
const KEPT = ['PATH', 'TMPDIR', 'LANG', 'SYSTEMROOT']

/** @throws Error when the script ends otherwise than with 0, or prints what is no line of JSON */
export async function runPython(
  script: string,
  variables: Readonly<Record<string, string>>,
): Promise<readonly Outcome[]> {
  const file = fileURLToPath(new URL(`../python/${script}`, import.meta.url))
  const kept = KEPT.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))
  const child = spawn(PYTHON, ['-W', 'ignore', file], {
    env: { ...Object.fromEntries(kept), ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 180_000,
  })
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? String(signal))),
  )
  const outcomes: Outcome[] = []
  for await (const line of createInterface({ input: child.stdout })) outcomes.push(JSON.parse(line) as Outcome)
  const code = await ended
  if (code !== 0) throw new Error(`${script} ended with ${code}.`)
  if (outcomes.length === 0) throw new Error(`${script} ran no case.`)
  return outcomes
}
