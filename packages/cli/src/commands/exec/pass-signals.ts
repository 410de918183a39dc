// Passes signals on to a program, and ends one that does not listen.
import type { StartedProgram, Terminal } from '../../terminal.ts'

interface Passing {
  /** Also while it is being started. */
  readonly program: Promise<StartedProgram>
  readonly terminal: Pick<Terminal, 'takeSignals' | 'stdin' | 'now'>
  /** Milliseconds from the second Ctrl-C to SIGKILL; `Infinity` never kills. */
  readonly graceMs: number
  say(line: string): void
}

/** Two within this time mean that somebody wants it to end; more apart they may be meant for the program, such as a shell. */
const TWICE_MS = 2_000

/** @returns what stops it */
export function passSignals({ program, terminal, graceMs, say }: Passing): () => void {
  const kill = (signal: NodeJS.Signals): void =>
    void program.then(
      (started) => started.kill(signal),
      () => {},
    )
  let lastMs = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined
  const stop = terminal.takeSignals((signal) => {
    // Ctrl-C reaches all programs at a terminal by itself.
    if (signal !== 'SIGINT' || terminal.stdin.isTTY !== true) kill(signal)
    if (signal !== 'SIGINT') return
    const isSecond = terminal.now() - lastMs <= TWICE_MS
    lastMs = terminal.now()
    if (!isSecond || timer || graceMs === Number.POSITIVE_INFINITY) return
    say(`The command is killed if it has not ended in ${graceMs / 1000} s.`)
    timer = setTimeout(() => kill('SIGKILL'), graceMs)
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}
