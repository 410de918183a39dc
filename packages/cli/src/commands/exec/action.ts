// Runs a program with the variables of a profile.
import { constants } from 'node:os'
import type { Context } from '../../program/context.ts'
import { UsageError } from '../../program/errors.ts'
import { readHeldToken } from '../session/token/held-token.ts'
import { passSignals } from './pass-signals.ts'
import { profileVariables } from './profile-variables.ts'

interface ExecOptions {
  /** Milliseconds. */
  readonly grace?: number | undefined
  readonly noRefresh: boolean
}

/** As the help has it. */
const GRACE_MS = 5_000

export async function run(context: Context<ExecOptions>): Promise<number> {
  const { operands, options, terminal, say } = context
  const [file, ...args] = operands
  if (!file) throw new UsageError('There is no command to run. Write it behind --: ocix exec -- command.')
  const { variables, isSession } = await profileVariables(context)
  if (isSession && !options.noRefresh) await keepSession(context)
  const env = { ...terminal.env, ...variables }
  const program = await terminal.start({ file, args, env: defined(env) })
  const stopPassing = passSignals({ program, terminal, graceMs: options.grace ?? GRACE_MS, say })
  try {
    const { code, signal } = await program.ended
    return signal === null ? (code ?? 1) : 128 + constants.signals[signal]
  } finally {
    stopPassing()
  }
}

/** A program that starts with less than half of the token's life would soon stand without one. */
async function keepSession(context: Context<ExecOptions>): Promise<void> {
  const held = await readHeldToken(await context.settings())
  if (held && context.terminal.now() < held.halfLife) return
  const { renewHeldToken } = await import('../session/token/renew-held-token.ts')
  await renewHeldToken(context, held)
}

const defined = (env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(env).filter((each): each is [string, string] => each[1] !== undefined))
