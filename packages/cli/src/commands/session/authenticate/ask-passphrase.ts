// The passphrase of the session's new private key, where `--use-passphrase` wants one.
import type { Context } from '../../../program/context.ts'
import { askNewPassphrase } from '../new-passphrase.ts'

export interface KeyPassphrase {
  /** Secret. */
  readonly passphrase?: string | undefined
  readonly storePassphrase?: boolean | undefined
}

const FLAG = 'OCI_CLI_PASSPHRASE'

export async function askPassphrase({
  options,
  ask,
  terminal,
}: Pick<Context<{ readonly usePassphrase: boolean }>, 'options' | 'ask' | 'terminal'>): Promise<KeyPassphrase> {
  if (!options.usePassphrase) return {}
  const given = terminal.env['OCI_CLI_PASSPHRASE']
  if (given) return { passphrase: given }
  const passphrase = await askNewPassphrase(ask, { of: 'the new private key', flag: FLAG })
  const message = 'Write the passphrase into the configuration file too, as plain text?'
  return { passphrase, storePassphrase: await ask.confirm({ message, flag: FLAG }) }
}
