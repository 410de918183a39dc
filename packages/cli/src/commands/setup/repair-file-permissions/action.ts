// Makes a file readable and writable by its owner alone.
import type { Context } from '../../../program/context.ts'
import { makePrivate } from './make-private.ts'

interface RepairOptions {
  readonly file: string
}

export async function run({ options, settings, terminal, say }: Context<RepairOptions>): Promise<void> {
  const { path } = await settings()
  const file = await makePrivate(path(options.file), terminal.env)
  say(`Only you can read and write ${file} now.`, 'green')
}
