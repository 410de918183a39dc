// The part of the identity API about regions: an excerpt of the commercial realm.
import { jsonAnswer, notFound, type Answer } from '../../frame/service/answer.ts'
import type { Route } from '../../frame/service/route.ts'
import type { Settings } from '../../options.ts'

/** Region identifier by its three-letter key. */
const REGIONS: Readonly<Record<string, string>> = {
  AMS: 'eu-amsterdam-1',
  BOM: 'ap-mumbai-1',
  FRA: 'eu-frankfurt-1',
  GRU: 'sa-saopaulo-1',
  IAD: 'us-ashburn-1',
  ICN: 'ap-seoul-1',
  LHR: 'uk-london-1',
  NRT: 'ap-tokyo-1',
  PHX: 'us-phoenix-1',
  SYD: 'ap-sydney-1',
  YYZ: 'ca-toronto-1',
  ZRH: 'eu-zurich-1',
}

export const regionKey = (name: string): string | undefined => Object.keys(REGIONS).find((key) => REGIONS[key] === name)

export function regionRoutes(settings: Settings): readonly Route[] {
  return [
    { method: 'GET', pattern: /^\/20160918\/regions\/?$/, handle: listRegions },
    {
      method: 'GET',
      pattern: /^\/20160918\/tenancies\/([^/]+)\/regionSubscriptions\/?$/,
      handle: ({ params }) => listRegionSubscriptions(settings, params[0]),
    },
  ]
}

const listRegions = (): Answer =>
  jsonAnswer(
    200,
    Object.entries(REGIONS).map(([key, name]) => ({ key, name })),
  )

function listRegionSubscriptions({ tenancy, region }: Settings, asked: string | undefined): Answer {
  if (asked !== tenancy) return notFound()
  const home = { regionKey: regionKey(region) ?? region, regionName: region, status: 'READY', isHomeRegion: true }
  return jsonAnswer(200, [home])
}
