// A session, as `oci session authenticate` writes it, instead of an API key: its files are read again whenever they change.
import { loadConfig } from '@x/config'
import { endpointFor } from '@x/config/regions'
import { createSignedFetch } from '@x/fetch'
import { SecurityTokenSigner } from '@x/signer'

const config = await loadConfig({ profile: 'SESSION' })
const tokenFile = config.require('securityTokenFile')
const signer = new SecurityTokenSigner({ tokenFile, privateKeyFile: config.require('keyFile') })
await signer.ready() // rejects with ERR_SESSION_ENDED where it is over

const signedFetch = createSignedFetch(signer)
const endpoint = endpointFor('https://identity.{region}.{secondLevelDomain}', config.require('region'))
const response = await signedFetch(`${endpoint}/20160918/regions`)
console.log(response.status, await response.json())
