// The endpoint that a request is for: what faults and counts know it by.
import { pathOf } from '../proof/request/received-request.ts'
import type { Service } from './service/service.ts'

type Services = readonly Pick<Service, 'localEndpoint'>[]

/** The path without its query; where a service reads its paths otherwise, as that service reads it. */
export const endpointOf = (services: Services, target: string): string =>
  localEndpoint(services, target) ?? pathOf(target)

/** Whether the target is for a service that a machine reaches by a link-local address. */
export const isLocal = (services: Services, target: string): boolean => localEndpoint(services, target) !== undefined

function localEndpoint(services: Services, target: string): string | undefined {
  for (const service of services) {
    const endpoint = service.localEndpoint?.(target)
    if (endpoint !== undefined) return endpoint
  }
  return undefined
}
