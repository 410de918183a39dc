// The environment variables with which OCI's clients, and ours, are led to another address than OCI's.
import { EmulatorOptionError } from '../errors.ts'
import type { Place, Service } from './service/service.ts'

/** @throws {@link EmulatorOptionError} for a place in which no service is emulated */
export async function environmentOf(
  services: readonly Pick<Service, 'environment'>[],
  name: string,
  place: Place,
): Promise<Record<string, string>> {
  const entries = services.flatMap(({ environment = {} }) => Object.entries(environment))
  const parts = entries.filter(([entry]) => entry === name).map(([, part]) => part)
  if (parts.length === 0) {
    const places = [...new Set(entries.map(([entry]) => entry))].toSorted().join(', ')
    throw new EmulatorOptionError('place', `This place is not emulated. Give one of: ${places}.`)
  }
  const variables = await Promise.all(parts.map((part) => part(place)))
  return Object.fromEntries(variables.flatMap((some) => Object.entries(some)))
}
