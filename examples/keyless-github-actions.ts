// A step of a job of GitHub Actions without a stored key of OCI's: the job's own token is exchanged. Nothing is written to disk.
// The job's side, with the permission that it needs, is in github-actions/oci-regions.yml. The names of the variables begin with OCI_TOKEN_EXCHANGE_.
import { tokenExchangeFromEnvironment, TokenExchangeSigner } from '@x/auth-federation'
import { endpointFor } from '@x/config/regions'
import { createSignedFetch } from '@x/fetch'

const signer = new TokenExchangeSigner(tokenExchangeFromEnvironment())

const signedFetch = createSignedFetch(signer)
const endpoint = endpointFor('https://identity.{region}.{secondLevelDomain}', String(await signer.region()))
const response = await signedFetch(`${endpoint}/20160918/regions`)
console.log(response.status, await response.json())
