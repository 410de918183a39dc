// Calls an emulator that has TLS, whose CA NODE_EXTRA_CA_CERTS names: as a user and as an instance.
import common from 'oci-common'
import { byClient, run, url } from './interop.mjs'

const builder = new common.InstancePrincipalsAuthenticationDetailsProviderBuilder()
builder.metadataBaseUrl = process.env.OCI_METADATA_BASE_URL
builder.federationEndpoint = url

await run('an API key', () => byClient(new common.ConfigFileAuthenticationDetailsProvider()))
await run('an instance', async () => byClient(await builder.build()))
