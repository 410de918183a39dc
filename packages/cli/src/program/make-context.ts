// Makes the context of an action of the line and the terminal.
import { askAt } from '../ask/ask.ts'
import { giveTo } from '../output/give.ts'
import { progressOn } from '../output/progress.ts'
import { sayTo } from '../output/say.ts'
import type { Terminal } from '../terminal.ts'
import type { Context } from './context.ts'
import type { RootOptions } from './root-options.ts'
import { readSettings, type Settings } from './settings.ts'
import type { Given } from './values.ts'

interface Parts {
  readonly root: RootOptions
  /** Of the root options, what stands on the line itself. */
  readonly rootGiven: Given
  readonly options: object
  readonly operands: readonly string[]
  readonly terminal: Terminal
  readonly signal: AbortSignal
  /** Is told of the profile, for the remedies of what goes wrong. */
  readonly told: { profile?: string }
}

export function contextOf({ root, rootGiven, options, operands, terminal, signal, told }: Parts): Context<object> {
  const { stdout, stderr, env } = terminal
  const say = sayTo(stderr, env)
  const log = root.debug ? (line: string): void => say(line, 'dim') : undefined
  const isOnLine = (flag: string): boolean => rootGiven.has(flag)
  let settings: Promise<Settings> | undefined
  const settingsOfLine = async (): Promise<Settings> => {
    const read = await readSettings(root, terminal, { log, isOnLine })
    told.profile = read.profile
    return read
  }
  const ask = askAt(terminal, { noInput: root.noInput, signal })
  const settingsOnce = (): Promise<Settings> => (settings ??= settingsOfLine())
  return {
    options,
    operands,
    root,
    terminal,
    signal,
    say,
    give: giveTo(stdout, root, say),
    ask,
    settings: settingsOnce,
    whoSigns: async () => {
      const { whoSigns } = await import('./who-signs.ts')
      return whoSigns(await settingsOnce(), { ask, say, signal, now: terminal.now })
    },
    progress: progressOn(stderr),
  }
}
