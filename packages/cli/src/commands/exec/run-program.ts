// Runs a program to its end, as if it stood in the place of this one.
import { constants } from 'node:os'
import type { Context } from '../../program/context.ts'
import type { ProgramToStart } from '../../terminal.ts'
import { passSignals } from './pass-signals.ts'

/** As the help of exec has it. */
const GRACE_MS = 5_000

/** @returns its code, or 128 and the number of the signal that ended it */
export async function runProgram(
  started: ProgramToStart,
  { terminal, say }: Pick<Context<object>, 'terminal' | 'say'>,
  graceMs: number = GRACE_MS,
): Promise<number> {
  const program = terminal.start(started)
  const stopPassing = passSignals({ program, terminal, graceMs, say })
  try {
    const { code, signal } = await (await program).ended
    return signal === null ? (code ?? 1) : 128 + constants.signals[signal]
  } finally {
    stopPassing()
  }
}
