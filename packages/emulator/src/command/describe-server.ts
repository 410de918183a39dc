// What the command says while it serves.
import { dirname, join } from 'node:path'
import type { Emulator } from '../emulator.ts'

export async function describeServer(oci: Emulator, config: string): Promise<string> {
  const trust = oci.ca === undefined ? '' : `\n  CA          ${join(dirname(config), 'ca.pem')}`
  const variables = Object.entries(await oci.environment('instance'))
  const instance = variables.map(([name, value]) => `  ${name}=${value}`).join('\n')
  return `OCI emulator at ${oci.url} (Ctrl+C stops it)

  inspector   ${oci.url}/
  config      ${config} (profiles DEFAULT: API key, SESSION: session token)${trust}
  tenancy     ${oci.tenancy}
  region      ${oci.region}
  login       ${oci.url}/v1/oauth2/authorize (user ${oci.login.userName}, password ${oci.login.password})

To be an instance principal, as on a compute instance, set in your client's environment
${instance}

Read the config file with your OCI client and send its requests to the address above, for example
  GET ${oci.url}/20160918/regions
  GET ${oci.url}/20160918/tenancies/${oci.tenancy}/regionSubscriptions
A request without a signature, or with a wrong one, is answered with 401 and the reason.
`
}
