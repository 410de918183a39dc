// `ocix complete`, which the scripts of `ocix completion` ask.
import { command, type Command, type Group } from '../../program/command.ts'
import type { Context } from '../../program/context.ts'

/** @param tree - all commands, this one among them */
export const complete = (tree: () => Group): Command =>
  command({
    name: 'complete',
    summary: 'list what may stand in the place of the last word',
    isHidden: true,
    options: {},
    operands: [{ name: 'words', summary: 'of the line, without the program', optional: true, variadic: true }],
    examples: [{ summary: 'What may follow?', line: 'ocix complete -- session ""' }],
    run: async () => {
      const { run } = await import('./action.ts')
      return { run: (context: Context<object>) => run(context, tree()) }
    },
  })
