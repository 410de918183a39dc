// What the compute API and the metadata service both say of the one instance.
import type { Settings } from '../options.ts'

export interface InstanceFacts {
  readonly id: string
  readonly availabilityDomain: string
  readonly compartmentId: string
  readonly displayName: string
  readonly faultDomain: string
  readonly region: string
  readonly shape: string
  readonly freeformTags: Readonly<Record<string, string>>
  readonly definedTags: Readonly<Record<string, unknown>>
}

export const instanceFacts = (settings: Settings, id: string): InstanceFacts => ({
  id,
  availabilityDomain: `emul:${settings.region.toUpperCase()}-AD-1`,
  compartmentId: settings.compartment,
  displayName: 'emulator-instance',
  faultDomain: 'FAULT-DOMAIN-1',
  region: settings.region,
  shape: 'VM.Standard.E5.Flex',
  freeformTags: {},
  definedTags: {},
})
