// An address that carries its own signature, for a client that can only be given a URL: here OKE's cluster token.
import { loadConfig } from '@x/config'
import { endpointFor } from '@x/config/regions'
import { presign, Signer } from '@x/signer'

const config = await loadConfig()
const signer = Signer.fromConfig(config)

const endpoint = endpointFor('https://containerengine.{region}.{secondLevelDomain}', config.require('region'))
const cluster = `${endpoint}/cluster_request/ocid1.cluster.oc1.phx.aaaa`
const address = await presign({ method: 'GET', url: cluster }, signer, { expiresInSeconds: 240 })
console.log(Buffer.from(address.href).toString('base64url').length > 0)
