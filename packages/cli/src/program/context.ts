// What an action is given: its options, and every way in which it deals with people and programs.
import type { Ask } from '../ask/questions.ts'
import type { Give } from '../output/give.ts'
import type { Say } from '../output/say.ts'
import type { Terminal } from '../terminal.ts'
import type { RootOptions } from './root-options.ts'
import type { Settings } from './settings.ts'
import type { WhoSigns } from './who-signs.ts'

export interface Context<Options> {
  readonly options: Options
  /** Words of the line that are no options, and all that stands behind `--`. */
  readonly operands: readonly string[]
  readonly root: RootOptions
  readonly terminal: Terminal
  /** Aborts at Ctrl-C: hand it to whatever waits. */
  readonly signal: AbortSignal
  /** Talk, to stderr: `say('Session renewed.')`, `say('…', 'yellow')`. Secrets and control characters never get through. */
  readonly say: Say
  /** Data, to stdout, as `--output` and `--query` want it. */
  readonly give: Give
  /** Questions; where nobody can answer, the command ends with 2 and names the flag. */
  readonly ask: Ask
  /** Which profile, file, region and addresses are meant, by options, variables and OCI's rc file. */
  settings(): Promise<Settings>
  /** Who signs requests, by `--auth`, OCI_CLI_AUTH or the profile; ready to sign, its passphrase asked for where it has to be. */
  whoSigns(): Promise<WhoSigns>
  /** Shows on a terminal that something takes its time. */
  progress<T>(what: string, work: Promise<T>): Promise<T>
}
