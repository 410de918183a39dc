// A client: software of OCI's that is not ours, a column of the table. Each is a file beside this one and an entry in index.ts.
import type { Tool } from './tool.ts'

/** What to start for a case script. */
export interface Command {
  readonly file: string
  readonly args: readonly string[]
  readonly variables?: Readonly<Record<string, string>>
}

/** What a case script is started for. */
export interface Script {
  /** `api-key`: the name of the script, which each client has in its own language. */
  readonly name: string
  /** PEM file of the CA to trust, where the emulator has TLS. */
  readonly caFile: string | undefined
}

/** What only the command line plays: why no SDK does, by the mechanism's id. */
export const OF_COMMAND_LINE = {
  'cli-session': 'It opens no sessions; the command line does.',
  'session-archive': 'It packs no sessions; the command line does.',
  ocix: 'It is no command line.',
}

export interface Client {
  /** As `--only` names it. */
  readonly id: string
  readonly title: string
  /** The client whose name in `--only` asks for this one too. */
  readonly comesWith?: string
  /** Whether it asks addresses of a region that nobody can give it. */
  readonly hasFixedAddresses?: boolean
  /** What the machine has to have. What it lacks is named, and the client left out. */
  readonly tools: readonly Tool[]
  /**
   * Installs what is not there yet, and builds.
   *
   * @returns the versions that were found: `oci` → `2.189.0`
   * @throws Error with what could not be installed
   */
  readonly prepare: () => Promise<Readonly<Record<string, string>>>
  readonly command: (script: Script) => Command
  /** Id of a mechanism that this client has not → why. */
  readonly lacks: Readonly<Record<string, string>>
}
