// Questions to whoever sits at the terminal. Where nobody does there is no question: the command ends and names the option.
import { UsageError } from '../program/errors.ts'
import type { Terminal } from '../terminal.ts'
import type { Ask, Prompts, Question } from './questions.ts'

export interface AskOptions {
  readonly noInput: boolean
  readonly signal: AbortSignal
}

export function askAt(terminal: Terminal, { noInput, signal }: AskOptions): Ask {
  const { stdin, stderr, env } = terminal
  const canAsk = stdin.isTTY === true && stderr.isTTY === true && !noInput && !env['CI']
  const prompts = async ({ message, flag }: Question): Promise<Prompts> => {
    if (!canAsk) throw new UsageError(`Nobody can be asked here: ${withEnd(message)} Give ${flag}.`)
    const { promptsAt } = await import('./prompts.ts')
    return promptsAt({ input: stdin, output: stderr, signal })
  }
  return {
    canAsk,
    confirm: async (question) => (await prompts(question)).confirm(question),
    text: async (question) => (await prompts(question)).text(question),
    secret: async (question) => (await prompts(question)).secret(question),
    pasted: async (question) => (await prompts(question)).pasted(question),
    choice: async (question) => (await prompts(question)).choice(question),
  }
}

/** Not every question is a sentence. */
const withEnd = (message: string): string => (/[.?!:]$/.test(message) ? message : `${message}.`)
