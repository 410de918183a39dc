// The passphrase of a key: from OCI_CLI_PASSPHRASE, or asked for once it is missing.
import type { Context } from '../../program/context.ts'

export async function withPassphrase<T>(
  { ask, terminal }: Pick<Context<object>, 'ask' | 'terminal'>,
  work: (passphrase: string | undefined) => Promise<T>,
): Promise<T> {
  try {
    return await work(terminal.env['OCI_CLI_PASSPHRASE'] || undefined)
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== 'ERR_MISSING_PASSPHRASE' || !ask.canAsk) throw error
    return work(await ask.secret({ message: 'Passphrase of the private key', flag: 'OCI_CLI_PASSPHRASE' }))
  }
}
