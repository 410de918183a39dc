// The passphrase of an archive, where the line says in which file it is.
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { Context } from '../../program/context.ts'
import { UsageError } from '../../program/errors.ts'

/** @returns `undefined` where the line names no file */
export async function archivePassphrase({
  options: { passphraseFile },
  settings,
  terminal,
}: Pick<Context<{ readonly passphraseFile?: string | undefined }>, 'options' | 'settings' | 'terminal'>): Promise<
  string | undefined
> {
  if (passphraseFile === undefined) return undefined
  const { path } = await settings()
  const all = passphraseFile === '-' ? await text(terminal.stdin) : await readFile(path(passphraseFile), 'utf8')
  const [line = ''] = all.split(/\r?\n/)
  if (line !== '') return line
  throw new UsageError('The passphrase file has an empty first line. Write the passphrase there.')
}
