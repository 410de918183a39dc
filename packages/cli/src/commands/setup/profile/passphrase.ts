// The passphrase of a key: from a file, a variable, or whoever sits at the terminal.
import type { Context } from '../../../program/context.ts'
import { UsageError } from '../../../program/errors.ts'
import { firstLine } from '../../../program/first-line.ts'
import type { NewKeyOptions } from './options.ts'

const FLAG = '--passphrase-file PATH, or --no-passphrase'

type PassphraseContext = Context<Pick<NewKeyOptions, 'passphraseFile' | 'noPassphrase'>>

/** Of a key that is to be made: asked twice. @returns `undefined` for none */
export async function newPassphrase(context: PassphraseContext): Promise<string | undefined> {
  const { options, ask } = context
  if (options.noPassphrase && options.passphraseFile !== undefined)
    throw new UsageError('There are both --passphrase-file and --no-passphrase. Give one of them.')
  if (options.noPassphrase) return undefined
  const given = await givenPassphrase(context)
  if (given !== undefined) return given
  const first = await ask.secret({ message: 'Passphrase of the new private key; empty for none', flag: FLAG })
  if (first === '') return undefined
  const check = (again: string): string | undefined =>
    again === first ? undefined : 'It is not the same. Ctrl-C leaves.'
  return ask.secret({ message: 'The same again', flag: FLAG, check })
}

/** What the line or a variable says. */
export async function givenPassphrase({
  options,
  settings,
  terminal,
  signal,
}: PassphraseContext): Promise<string | undefined> {
  const { passphraseFile } = options
  if (passphraseFile === undefined) return terminal.env['OCI_CLI_PASSPHRASE'] || undefined
  const { path } = await settings()
  const line = await firstLine(passphraseFile, { stdin: terminal.stdin, signal, path })
  if (line !== '') return line
  throw new UsageError(
    'The passphrase file has an empty first line. Write the passphrase there, or give --no-passphrase.',
  )
}
