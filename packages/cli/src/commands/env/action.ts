// Prints the variables of a profile.
import { withoutControls } from '../../output/redact.ts'
import type { Context } from '../../program/context.ts'
import { profileVariables } from '../exec/profile-variables.ts'
import { linesOf, type Shell } from './lines.ts'

interface EnvOptions {
  readonly shell: Shell
}

export async function run(context: Context<EnvOptions>): Promise<void> {
  const { options, root, give, terminal } = context
  const shown = (lines: string): string => (terminal.stdout.isTTY === true ? withoutControls(lines) : lines)
  const { variables } = await profileVariables(context)
  if (root.output === undefined && root.query === undefined) return give.plain(shown(linesOf(variables, options.shell)))
  await give(Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value ?? null])))
}
