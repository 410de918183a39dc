// The base of every example: an API key from the configuration file signs one request through fetch.
import { loadConfig } from '@x/config'
import { endpointFor } from '@x/config/regions'
import { createSignedFetch } from '@x/fetch'
import { Signer } from '@x/signer'

const config = await loadConfig()
const signer = Signer.fromConfig(config)

const signedFetch = createSignedFetch(signer)
const endpoint = endpointFor('https://identity.{region}.{secondLevelDomain}', config.require('region'))
const response = await signedFetch(`${endpoint}/20160918/regions`)
console.log(response.status, await response.json())
