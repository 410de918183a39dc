// A service that consists of routes: each request is verified by the rules of its route, then handled.
import type { Principal } from '../../proof/principal.ts'
import { pathOf, queryOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import type { SigningRules } from '../../proof/request/required-headers.ts'
import { verifyRequest, type Authority } from '../../proof/verify-request.ts'
import { errorAnswer, invalidParameter, type Answer } from './answer.ts'
import { verified, verifiedCall } from './examined.ts'
import type { Service } from './service.ts'

/** A verified request on its way to a handler. */
export interface Call {
  readonly request: ReceivedRequest
  readonly principal: Principal
  readonly query: URLSearchParams
  /** The groups of the route's pattern, percent-decoded. */
  readonly params: readonly string[]
}

export interface Route {
  /** `undefined` takes every method; `GET` includes `HEAD`. */
  readonly method: string | undefined
  readonly pattern: RegExp
  readonly handle: (call: Call) => Answer
  readonly rules?: SigningRules
  /** Whether it decides which keys sign: a request that is not genuine is then refused with the option `soft`, too. */
  readonly decidesKeys?: boolean
}

/** The service that answers on the paths of these routes, with 405 to a method that none of them takes. */
export function routeService({ authority }: { readonly authority: Authority }, routes: readonly Route[]): Service {
  return {
    examine: (request) => {
      const path = pathOf(request.target)
      const onPath = routes.filter(({ pattern }) => pattern.test(path))
      if (onPath.length === 0) return undefined
      const method = request.method === 'HEAD' ? 'GET' : request.method
      const route = onPath.find((candidate) => candidate.method === undefined || candidate.method === method)
      const outcome = verifyRequest(request, authority, route?.rules)
      const judged = route?.decidesKeys === true ? verified : verifiedCall
      return judged(outcome, (principal) =>
        route === undefined ? errorAnswer(405) : handle(route, request, principal),
      )
    },
  }
}

function handle(route: Route, request: ReceivedRequest, principal: Principal): Answer {
  const params = decodeAll(route.pattern.exec(pathOf(request.target))?.slice(1) ?? [])
  if (params === undefined) return invalidParameter('The path is not valid percent-encoded UTF-8.')
  return route.handle({ request, principal, params, query: new URLSearchParams(queryOf(request.target)) })
}

function decodeAll(groups: readonly (string | undefined)[]): readonly string[] | undefined {
  try {
    return groups.map((group = '') => decodeURIComponent(Buffer.from(group, 'latin1').toString('utf8')))
  } catch {
    return undefined
  }
}
