// Data: to stdout, as JSON or as a table, whole or the part that a query picks.
import type { RootOptions } from '../program/root-options.ts'
import type { Output } from '../terminal.ts'
import { redact, withoutControls } from './redact.ts'
import type { Say } from './say.ts'
import { tableOf } from './table.ts'
import { writeText } from './write.ts'

export interface GiveOptions {
  /** Members to show, in this order, where people read it: a table at a terminal, JSON anywhere else. `--output` decides first. */
  readonly columns?: readonly string[] | undefined
  /** Print secrets as they are: for commands whose result is one. @defaultValue false */
  readonly isSecret?: boolean | undefined
}

export interface Give {
  /** @throws UsageError for a `--query` that is none */
  (data: unknown, options?: GiveOptions): Promise<void>
  /** Writes as it is, secrets too: for commands whose result is one. */
  plain(data: string | Uint8Array): Promise<void>
}

type How = Pick<RootOptions, 'output' | 'query' | 'rawOutput'>

export function giveTo(stdout: Output, how: How, say: Say): Give {
  const give = async (data: unknown, { columns, isSecret = false }: GiveOptions = {}): Promise<void> => {
    const picked = how.query === undefined ? data : await pick(data, how.query)
    if (how.query !== undefined && (picked === null || picked === undefined))
      return say('The query picks nothing: there is no output.')
    const isTable =
      how.output === 'table' || (how.output === undefined && columns !== undefined && stdout.isTTY === true)
    const text = isTable ? tableOf(picked, how.query === undefined ? columns : undefined) : jsonOf(picked, how)
    await writeText(stdout, `${isSecret ? text : redact(text)}\n`)
  }
  return Object.assign(give, { plain: (data: string | Uint8Array) => writeText(stdout, data) })
}

const pick = (data: unknown, query: string): Promise<unknown> =>
  import('./query.ts').then((module) => module.pick(data, query))

function jsonOf(data: unknown, { rawOutput }: How): string {
  if (rawOutput && typeof data === 'string') return withoutControls(data)
  const escape = (one: string): string => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`
  // JSON leaves these as they are, and terminals obey them.
  return JSON.stringify(data, null, 2).replaceAll(/[\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, escape)
}
