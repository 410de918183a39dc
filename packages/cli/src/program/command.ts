// What a command is: data, and an action that is loaded late.
//
// How to add one, `ocix session share`:
//  1. commands/session/share/action.ts exports `run`, whose context says by its type which options it takes:
//     `export async function run({ options, settings, say, give }: Context<ShareOptions>): Promise<void>`.
//     Import libraries statically here (`@x/session`), never the umbrella: this file loads when the command runs, and not before.
//  2. commands/session/share/command.ts exports `command({ … run: () => import('./action.ts') })`, a definition that imports no
//     library. The compiler compares its options with those of the action: `--with-key` is the member `withKey`.
//  3. List it in commands/session/group.ts. Help, completion, root options, exit codes and redaction come by themselves.
//  4. Cases go to test/share.test.ts: `homes(oci)` of test/kit/home.ts gives each test a home folder, and runs lines in it.
// Errors are thrown, never printed: output/problem/remedies.ts has a row for each code, with its exit code and the command that helps.
import type { Context } from './context.ts'
import type { AnyOption, OptionsFor } from './options.ts'

/** What stands on the line beside options. */
export interface Operand {
  readonly name: string
  readonly summary: string
  readonly optional?: boolean | undefined
  /** Takes all that follow. */
  readonly variadic?: boolean | undefined
  /** Of another program, and therefore written behind `--`: its options are its own. */
  readonly isForeign?: boolean | undefined
}

export interface Example {
  /** What it shows, a sentence without a full stop. */
  readonly summary: string
  readonly line: string
}

export interface Command {
  readonly name: string
  /** Begins in lower case, without a full stop: it stands behind the name. */
  readonly summary: string
  /** Further paragraphs of the help. */
  readonly description?: string | undefined
  readonly options: Readonly<Record<string, AnyOption>>
  readonly operands: readonly Operand[]
  readonly examples: readonly Example[]
  /** Of use to programs only: no help names it. */
  readonly isHidden?: boolean | undefined
  readonly run: () => Promise<{ run(context: Context<never>): Promise<number | void> }>
}

/** Commands with one word before their names. */
export interface Group {
  readonly name: string
  readonly summary: string
  readonly commands: readonly (Command | Group)[]
}

interface Definition<Options> extends Omit<Command, 'options' | 'operands' | 'run'> {
  readonly options: OptionsFor<NoInfer<Options>>
  readonly operands?: readonly Operand[] | undefined
  /** The action: yields its exit code, or nothing for 0. */
  readonly run: () => Promise<{ run(context: Context<Options>): Promise<number | void> }>
}

/** Checks a definition against its action, and nothing else. */
export function command<Options>(definition: Definition<Options>): Command {
  return { ...definition, operands: definition.operands ?? [] }
}

/** What people are shown of a group. */
export const shownIn = ({ commands }: Group): readonly (Command | Group)[] =>
  commands.filter((each) => isGroup(each) || !each.isHidden)

export const isGroup = (node: Command | Group): node is Group => 'commands' in node
