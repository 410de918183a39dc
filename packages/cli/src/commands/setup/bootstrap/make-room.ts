// A user has as many API keys as a user may have: one of them is deleted, by whoever says which.
import type { ServiceClient } from '@x/http'
import type { Context } from '../../../program/context.ts'
import { DeclinedError } from '../../../program/errors.ts'
import { SetupError } from '../setup-error.ts'
import type { BootstrapOptions } from './bootstrap-options.ts'
import { deleteApiKey, listApiKeys, type ListedKey } from './identity.ts'

const NONE = 'none'

/**
 * @returns the key that was deleted
 * @throws DeclinedError `ERR_DECLINED`, {@link SetupError} `ERR_SETUP` `unknown-key`, and the errors of the calls
 */
export async function makeRoom(
  client: ServiceClient,
  user: string,
  context: Context<BootstrapOptions>,
): Promise<ListedKey> {
  const { signal, say } = context
  const { data: keys } = await client.call(listApiKeys(user), { signal })
  const fingerprint = context.options.deleteKey ?? (await chosen(keys, context))
  const key = keys.find((each) => each.fingerprint === fingerprint)
  if (!key) throw new SetupError('unknown-key', fingerprint)
  await client.call(deleteApiKey(user, fingerprint), { signal })
  say(`The API key ${fingerprint} is deleted.`)
  return key
}

async function chosen(keys: readonly ListedKey[], { ask }: Context<BootstrapOptions>): Promise<string> {
  const flag = '--delete-key FINGERPRINT'
  const fingerprint = await ask.choice({
    message: `The user has ${keys.length} API keys, and no room for another. Which one shall be deleted?`,
    flag,
    choices: [
      { value: NONE, label: 'None of them' },
      ...keys.map((key) => ({ value: key.fingerprint, hint: `of ${key.timeCreated}` })),
    ],
  })
  const message = `Delete ${fingerprint}? What signs with it will be refused.`
  if (fingerprint !== NONE && (await ask.confirm({ message, flag }))) return fingerprint
  throw new DeclinedError('Nothing was changed.')
}
