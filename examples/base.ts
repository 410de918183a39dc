// The base of every example: what the configuration file says, an API key or a session, signs one request through fetch.
import { signerFromConfig } from '@x/auth-federation'
import { loadConfig } from '@x/config'
import { endpointFor } from '@x/config/regions'
import { createSignedFetch } from '@x/fetch'

const config = await loadConfig()
const signer = await signerFromConfig(config)

const signedFetch = createSignedFetch(signer)
const endpoint = endpointFor('https://identity.{region}.{secondLevelDomain}', config.require('region'))
const response = await signedFetch(`${endpoint}/20160918/regions`)
console.log(response.status, await response.json())
