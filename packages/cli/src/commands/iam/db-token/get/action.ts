// Gets a token that opens databases.
import { DataplaneClient, writeDatabaseToken } from '@x/identity-data-plane'
import { isoTime, localTime } from '../../../../output/times.ts'
import type { Context } from '../../../../program/context.ts'

interface GetOptions {
  readonly scope: string
  readonly dbTokenLocation?: string | undefined
}

export async function run(context: Context<GetOptions>): Promise<void> {
  const { options, root, terminal, signal, say, give, progress } = context
  const settings = await context.settings()
  const { signer } = await context.whoSigns()
  const { env, homeDirectory, now, timeZone } = terminal
  const { region, authEndpoint: serviceEndpoint } = settings
  const client = new DataplaneClient({ signer, region, serviceEndpoint, env, now, ...(await settings.calls()) })
  const folder = options.dbTokenLocation === undefined ? undefined : settings.path(options.dbTokenLocation)
  const how = { scope: options.scope, folder, env, homeDirectory, signal }
  const written = await progress('Asking for the token', writeDatabaseToken(client, how))
  const { privateKeyFile, publicKeyFile, tokenFile, scope, expiresAt } = written
  say(`Private key written at ${privateKeyFile}`)
  say(`db-token written at: ${tokenFile}`)
  say(`db-token is valid until ${localTime(expiresAt, timeZone)}`, 'green')
  if (root.output === undefined && root.query === undefined) return
  await give({ tokenFile, privateKeyFile, publicKeyFile, scope, expiresAt: isoTime(expiresAt) })
}
