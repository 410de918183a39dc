// The passphrase of an archive, where the line says in which file it is.
import type { Context } from '../../program/context.ts'
import { UsageError } from '../../program/errors.ts'
import { firstLine } from '../../program/first-line.ts'

/** @returns `undefined` where the line names no file */
export async function archivePassphrase({
  options: { passphraseFile },
  settings,
  terminal,
  signal,
}: Pick<
  Context<{ readonly passphraseFile?: string | undefined }>,
  'options' | 'settings' | 'terminal' | 'signal'
>): Promise<string | undefined> {
  if (passphraseFile === undefined) return undefined
  const { path } = await settings()
  const line = await firstLine(passphraseFile, { stdin: terminal.stdin, signal, path })
  if (line !== '') return line
  throw new UsageError('The passphrase file has an empty first line. Write the passphrase there.')
}
