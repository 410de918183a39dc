// What the compute API and the metadata service both say of the one instance.
import { availabilityDomain } from './availability-domains.ts'
import type { TenancyNames } from './tenancy.ts'

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

export const instanceFacts = ({ region, compartment, instance }: TenancyNames): InstanceFacts => ({
  id: instance,
  availabilityDomain: availabilityDomain(region, 1),
  compartmentId: compartment,
  displayName: 'emulator-instance',
  faultDomain: 'FAULT-DOMAIN-1',
  region,
  shape: 'VM.Standard.E5.Flex',
  freeformTags: {},
  definedTags: {},
})
