// The part of the identity API about regions.
import { jsonAnswer, notFound, type Answer } from '../../frame/service/answer.ts'
import { routeService } from '../../frame/service/route.ts'
import type { ServiceRow } from '../../frame/service/service.ts'
import { regionKey, REGIONS } from '../../tenancy/regions.ts'
import type { TenancyNames } from '../../tenancy/tenancy.ts'

export const regions: ServiceRow<object> = {
  start: ({ tenancy }) =>
    routeService(tenancy, [
      { method: 'GET', pattern: /^\/20160918\/regions\/?$/, handle: listRegions },
      {
        method: 'GET',
        pattern: /^\/20160918\/tenancies\/([^/]+)\/regionSubscriptions\/?$/,
        handle: ({ params }) => listRegionSubscriptions(tenancy.names, params[0]),
      },
    ]),
}

const listRegions = (): Answer =>
  jsonAnswer(
    200,
    Object.entries(REGIONS).map(([key, name]) => ({ key, name })),
  )

function listRegionSubscriptions({ tenancy, region }: TenancyNames, asked: string | undefined): Answer {
  if (asked !== tenancy) return notFound()
  const home = { regionKey: regionKey(region) ?? region, regionName: region, status: 'READY', isHomeRegion: true }
  return jsonAnswer(200, [home])
}
