// The namespace of the tenancy, which programs ask for first.
import { errorAnswer, jsonAnswer, type Answer } from '../../frame/service/answer.ts'
import type { Route } from '../../frame/service/route.ts'

/** Any other can be used, too. */
const NAMESPACE = 'emulator'

export function namespaceRoute(isCompartment: (id: string) => boolean): Route {
  const handle: Route['handle'] = ({ query }) => {
    const asked = query.get('compartmentId')
    if (asked === null || isCompartment(asked)) return jsonAnswer(200, NAMESPACE)
    return asked.startsWith('ocid1.') ? namespaceNotFound() : invalidCompartmentId()
  }
  return { method: 'GET', pattern: /^\/n\/?$/, handle }
}

const namespaceNotFound = (): Answer =>
  errorAnswer(404, { code: 'NamespaceNotFound', message: 'There is no namespace of that compartment' })

const invalidCompartmentId = (): Answer =>
  errorAnswer(400, { code: 'InvalidCompartmentId', message: 'The compartment ID parameter must be valid.' })
