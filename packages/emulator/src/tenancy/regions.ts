// The regions of the emulator: an excerpt of OCI's commercial realm.

/** Region identifier by its three-letter key. */
export const REGIONS: Readonly<Record<string, string>> = {
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

/** The key of a region, e.g. `"PHX"`; `undefined` for a region that is not in the excerpt. */
export const regionKey = (name: string): string | undefined => Object.keys(REGIONS).find((key) => REGIONS[key] === name)
