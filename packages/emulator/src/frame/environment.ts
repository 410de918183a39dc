// The environment variables with which OCI's clients, and ours, are led to another address than OCI's.
import { EmulatorOptionError } from '../errors.ts'

/** A place where a client can run, as the emulator can pretend. */
export type EmulatedPlace = 'instance'

/** The addresses of a running emulator. */
export interface Addresses {
  readonly url: string
  /** Ends with a slash, as OCI's SDK for Java needs it; the metadata service takes the doubled one that Go's makes of it. */
  readonly metadataUrl: string
}

type Variables = (addresses: Addresses) => Record<string, string>

const instance: Variables = ({ url, metadataUrl }) => ({
  OCI_METADATA_BASE_URL: metadataUrl,
  OCI_SDK_AUTH_CLIENT_REGION_URL: url,
})

const PLACES: ReadonlyMap<string, Variables> = new Map<EmulatedPlace, Variables>([['instance', instance]])

/** @throws {@link EmulatorOptionError} for a place that is not emulated */
export function environmentOf(place: string, addresses: Addresses): Record<string, string> {
  const variables = PLACES.get(place)
  if (variables !== undefined) return variables(addresses)
  throw new EmulatorOptionError('place', `This place is not emulated. Give one of: ${[...PLACES.keys()].join(', ')}.`)
}
