// The environment variables with which OCI's clients, and ours, are led to another address than OCI's.
import { EmulatorOptionError } from './errors.ts'

/** A place where a client can run, as the emulator can pretend. */
export type EmulatedPlace = 'instance'

type Variables = (url: string) => Record<string, string>

const instance: Variables = (url) => ({
  OCI_METADATA_BASE_URL: `${url}/opc/v2`,
  OCI_SDK_AUTH_CLIENT_REGION_URL: url,
})

const PLACES: ReadonlyMap<string, Variables> = new Map<EmulatedPlace, Variables>([['instance', instance]])

/** @throws {@link EmulatorOptionError} for a place that is not emulated */
export function environmentOf(place: string, url: string): Record<string, string> {
  const variables = PLACES.get(place)
  if (variables !== undefined) return variables(url)
  throw new EmulatorOptionError('place', `This place is not emulated. Give one of: ${[...PLACES.keys()].join(', ')}.`)
}
