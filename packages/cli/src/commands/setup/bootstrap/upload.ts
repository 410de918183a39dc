// Uploads the public half of a key in the home region, and takes that back where the rest fails.
import { endpointFor, resolveRegion } from '@x/config/regions'
import { isServiceError, ServiceClient } from '@x/http'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import type { Session } from '@x/session'
import { SecurityTokenSigner } from '@x/signer'
import type { Context } from '../../../program/context.ts'
import type { ApiKey } from '../profile/api-key.ts'
import { SetupError } from '../setup-error.ts'
import type { BootstrapOptions } from './bootstrap-options.ts'
import { deleteApiKey, listSubscriptions, uploadApiKey, type ListedKey } from './identity.ts'
import { makeRoom } from './make-room.ts'

export interface Uploaded {
  /** What had to be deleted for it. */
  readonly removed: ListedKey | undefined
  /** Takes it back; what cannot be is told, and never thrown. */
  undo(): Promise<void>
}

/** @throws {@link SetupError} `ERR_SETUP`, ServiceError, and the errors of `@x/http` about the network */
export async function upload(session: Session, key: ApiKey, context: Context<BootstrapOptions>): Promise<Uploaded> {
  const { signal, progress } = context
  const { user, tenancy } = session
  const signer = new SecurityTokenSigner({ tokenFile: session.tokenFile, privateKeyFile: session.keyFile })
  const near = await clientIn(session.region, signer, context)
  const { data } = await progress('Finding the home region', near.call(listSubscriptions(tenancy), { signal }))
  const home = data.find(({ isHomeRegion }) => isHomeRegion)
  if (!home) throw new SetupError('no-home-region', tenancy)
  const client = await clientIn(home.regionName, signer, context)
  let removed: ListedKey | undefined
  const undo = (): Promise<void> => takeBack(client, { user, key, removed }, context)
  const send = (): Promise<unknown> =>
    progress(
      'Uploading the public key',
      client.call(uploadApiKey(user, key.publicKeyPem), { signal, retryStrategy: NONE_RETRY_STRATEGY }),
    )
  try {
    await send().catch(async (error: unknown) => {
      if (!isServiceError(error) || error.code !== 'ApiKeyLimitExceeded') throw error
      removed = await makeRoom(client, user, context)
      await send()
    })
  } catch (error) {
    // What was refused was not uploaded; what was cut off, or failed at the service, may have been.
    if (removed || !isServiceError(error) || error.status >= 500) await undo()
    throw error
  }
  return { removed, undo }
}

async function clientIn(
  region: string,
  signer: SecurityTokenSigner,
  { settings, terminal }: Context<BootstrapOptions>,
): Promise<ServiceClient> {
  const { endpoint, calls } = await settings()
  const { env, homeDirectory, now } = terminal
  const inRegion = async (): Promise<string> =>
    endpointFor(
      'https://identity.{region}.{secondLevelDomain}',
      await resolveRegion(region, { strict: true, env, homeDirectory }),
      { env },
    )
  return new ServiceClient({
    endpoint: endpoint || env['OCI_SESSION_IDENTITY_ENDPOINT']?.trim() || (await inRegion()),
    basePath: '/20160918',
    serviceName: 'Identity',
    signer,
    env,
    now,
    ...(await calls()),
  })
}

interface Done {
  readonly user: string
  readonly key: ApiKey
  readonly removed: ListedKey | undefined
}

/** Without the signal of the command: Ctrl-C is one of the reasons for it. */
async function takeBack(
  client: ServiceClient,
  { user, key, removed }: Done,
  { say }: Context<BootstrapOptions>,
): Promise<void> {
  const { fingerprint } = key
  await client.call(deleteApiKey(user, fingerprint)).then(
    () => say(`The API key ${fingerprint} is deleted again at the service.`),
    (error: unknown) => {
      if (isServiceError(error) && error.status === 404) return
      say(`Warning: The API key ${fingerprint} may be left at the service. Delete it in the Console.`, 'yellow')
    },
  )
  if (!removed) return
  await client.call(uploadApiKey(user, removed.keyValue)).then(
    () => say(`The API key ${removed.fingerprint} is back.`),
    () =>
      say(`Warning: The API key ${removed.fingerprint} is deleted. Upload it again:\n${removed.keyValue}`, 'yellow'),
  )
}
