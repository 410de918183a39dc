// Asks the identity service for the regions of its realm.
import { ServiceClient, type ServiceOperation } from '@x/http'
import type { Context } from '../../../../program/context.ts'
import { identityEndpointOf } from '../../../identity-endpoint.ts'

interface Region {
  readonly key: string
  readonly name: string
}

const LIST_REGIONS: ServiceOperation<readonly Region[]> = {
  operation: 'ListRegions',
  method: 'GET',
  path: '/regions',
  parse: (json) => (json as readonly Region[]).map(({ key, name }) => ({ key, name })),
}

export async function run(context: Context<object>): Promise<void> {
  const { root, signal, progress, give, terminal } = context
  const settings = await context.settings()
  const { signer } = await context.whoSigns()
  const endpoint = await identityEndpointOf(settings, signer)
  const { now, env } = terminal
  const how = { endpoint, basePath: '/20160918', serviceName: 'Identity', signer, now, env }
  const client = new ServiceClient({ ...how, ...(await settings.calls()) })
  const { data } = await progress('Asking the identity service', client.call(LIST_REGIONS, { signal }))
  await give(root.output === 'table' && root.query === undefined ? data : { data })
}
