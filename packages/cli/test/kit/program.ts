// The program as a process: built of the sources once for a file of tests, with or without a terminal.
import { spawn as spawnProcess, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { buildProgram, type Program as BuiltProgram } from '@x-tools/testkit/build-program'
import { afterAll, beforeAll } from 'vitest'
import { openPty, type Pty } from './pty.ts'
import { wordsOf } from './words.ts'

type Variables = Readonly<Record<string, string | undefined>>

export interface Program {
  /** Path of its entry. */
  readonly path: string
  /** Runs it without a terminal, to its end. */
  run(
    line: string,
    env: Variables,
  ): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>
  /** Starts it without a terminal. */
  start(line: string, env: Variables, cwd?: string): ChildProcess
  /** Starts it at a terminal. */
  atTerminal(line: string, env: Variables): Pty
}

/** What a process needs of this one's environment. */
const inherited = ({ PATH, SystemRoot, TZ }: NodeJS.ProcessEnv): Variables => ({ PATH, SystemRoot, TZ })

export function builtProgram(): () => Program {
  let program: BuiltProgram
  beforeAll(async () => void (program = await buildProgram(new URL('../../src/main.ts', import.meta.url))))
  afterAll(() => program.remove())
  const start = (line: string, env: Variables, cwd?: string): ChildProcess =>
    spawnProcess(process.execPath, [program.path, ...wordsOf(line)], {
      cwd,
      env: { ...inherited(process.env), ...env },
    })
  return () => ({
    path: program.path,
    start,
    run: async (line, env) => {
      const child = start(line, env)
      child.stdin?.end()
      const [stdout, stderr, [code]] = await Promise.all([
        child.stdout ? text(child.stdout) : '',
        child.stderr ? text(child.stderr) : '',
        once(child, 'close') as Promise<[number | null]>,
      ])
      return { code, stdout, stderr }
    },
    atTerminal: (line, env) =>
      openPty(process.execPath, [program.path, ...wordsOf(line)], {
        ...inherited(process.env),
        TERM: 'xterm-256color',
        ...env,
      }),
  })
}
