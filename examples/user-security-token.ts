// A user security token in place of the API key, which signs once to open the session and is not needed again.
import { loadConfig } from '@x/config'
import { endpointFor } from '@x/config/regions'
import { createSignedFetch } from '@x/fetch'
import { DataplaneClient, UserSecurityTokenSigner } from '@x/identity-data-plane'

const config = await loadConfig()
const client = new DataplaneClient({ config })
const signer = new UserSecurityTokenSigner({ client, sessionExpirationInMinutes: 15 })

const signedFetch = createSignedFetch(signer)
const endpoint = endpointFor('https://identity.{region}.{secondLevelDomain}', config.require('region'))
const response = await signedFetch(`${endpoint}/20160918/regions`)
console.log(response.status, await response.json())
