// Signs as an instance that acts for a user.
import { writeFileSync } from 'node:fs'
import common from 'oci-common'
import { byClient, control, get, post, run, url } from './interop.mjs'

// A token of its own make: the emulator checks that it is signed, not what it says.
const TOKEN = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJzb21lYm9keSJ9.c2ln'
const folder = process.env.INTEROP_FOLDER

// It knows this principal from a config file only, and makes an instance principal that cannot be led elsewhere: that is given to it.
writeFileSync(`${folder}/token`, TOKEN)
writeFileSync(
  `${folder}/config`,
  `[DEFAULT]\ntenancy=ocid1.tenancy.oc1..a\nregion=us-phoenix-1\nauthentication_type=instance_principal\ndelegation_token_file=${folder}/token\n`,
)
const builder = new common.InstancePrincipalsAuthenticationDetailsProviderBuilder()
builder.metadataBaseUrl = process.env.OCI_METADATA_BASE_URL
builder.federationEndpoint = url
const forUser = new common.ConfigFileAuthenticationDetailsProvider(`${folder}/config`)
forUser.setProvider(await builder.build())

await run('the token of the user is sent', async () => {
  const status = await get(forUser)
  if (!(await control('sent', { header: 'opc-obo-token' }))) throw new Error('the token of the user was not sent')
  return status
})
await run('first use', () => get(forUser))
await run('a body', () => post(forUser))
await run('a service client', () => byClient(forUser))
