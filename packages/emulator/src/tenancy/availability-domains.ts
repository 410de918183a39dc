// The availability domains of the home region.
import { regionKey } from './regions.ts'

/** The regions of the excerpt that have three; any other has one. */
const THREE: ReadonlySet<string> = new Set(['eu-frankfurt-1', 'uk-london-1', 'us-ashburn-1', 'us-phoenix-1'])

/** The name of an availability domain of a region. OCI gives each tenancy a prefix of its own. */
export const availabilityDomain = (region: string, number: number): string =>
  `emul:${region.toUpperCase()}-AD-${number}`

export interface AvailabilityDomain {
  readonly id: string
  readonly name: string
}

export function availabilityDomains(region: string): readonly AvailabilityDomain[] {
  const numbers = THREE.has(region) ? [1, 2, 3] : [1]
  return numbers.map((number) => ({
    id: `ocid1.availabilitydomain.oc1..${regionKey(region)?.toLowerCase() ?? region}ad${number}`,
    name: availabilityDomain(region, number),
  }))
}
