// A token that opens OCI databases, written with a fresh key where the database drivers look for it.
import { loadConfig } from '@x/config'
import { DataplaneClient, writeDatabaseToken } from '@x/identity-data-plane'

const client = new DataplaneClient({ config: await loadConfig() })

const { tokenFile, scope, expiresAt } = await writeDatabaseToken(client)
console.log(`${tokenFile} opens ${scope} until ${new Date(expiresAt).toISOString()}`)
