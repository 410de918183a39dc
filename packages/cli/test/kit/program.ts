// The program as a process: built of the sources once for a file of tests, with or without a terminal.
import { spawn as spawnProcess, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
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

const REQUIRE = `import { createRequire as createRequireOfProgram } from 'node:module'
const require = createRequireOfProgram(import.meta.url)`

/** What a process needs of this one's environment. */
const inherited = ({ PATH, SystemRoot, TZ }: NodeJS.ProcessEnv): Variables => ({ PATH, SystemRoot, TZ })

export function builtProgram(): () => Program {
  let folder = ''
  let path = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ocix-program-'))
    path = join(folder, 'ocix.mjs')
    await build({
      entryPoints: { ocix: fileURLToPath(new URL('../../src/main.ts', import.meta.url)) },
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      platform: 'node',
      format: 'esm',
      conditions: ['@x/source'],
      banner: { js: REQUIRE },
    })
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const start = (line: string, env: Variables, cwd?: string): ChildProcess =>
    spawnProcess(process.execPath, [path, ...wordsOf(line)], { cwd, env: { ...inherited(process.env), ...env } })
  return () => ({
    path,
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
      openPty(process.execPath, [path, ...wordsOf(line)], {
        ...inherited(process.env),
        TERM: 'xterm-256color',
        ...env,
      }),
  })
}
