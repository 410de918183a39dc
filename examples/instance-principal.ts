// An instance principal: no key and no configuration file, the instance itself is the credential.
import { InstancePrincipalsSecurityTokenSigner } from '@x/auth-federation'
import { endpointFor } from '@x/config/regions'
import { createSignedFetch } from '@x/fetch'

const signer = new InstancePrincipalsSecurityTokenSigner()

const signedFetch = createSignedFetch(signer)
const endpoint = endpointFor('https://identity.{region}.{secondLevelDomain}', String(await signer.region()))
const response = await signedFetch(`${endpoint}/20160918/regions`)
console.log(response.status, await response.json())
