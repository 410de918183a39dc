// Runs a program with the variables of a profile.
import type { Context } from '../../program/context.ts'
import { UsageError } from '../../program/errors.ts'
import { readHeldToken } from '../session/token/held-token.ts'
import { profileVariables } from './profile-variables.ts'
import { runProgram } from './run-program.ts'

interface ExecOptions {
  /** Milliseconds. */
  readonly grace?: number | undefined
  readonly noRefresh: boolean
}

export async function run(context: Context<ExecOptions>): Promise<number> {
  const { operands, options, terminal } = context
  const [file, ...args] = operands
  if (!file) throw new UsageError('There is no command to run. Write it behind --: ocix exec -- command.')
  const { variables, isSession } = await profileVariables(context)
  if (isSession && !options.noRefresh) await keepSession(context)
  context.signal.throwIfAborted()
  const env = { ...terminal.env, ...variables }
  return runProgram({ file, args, env: defined(env) }, context, options.grace)
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
