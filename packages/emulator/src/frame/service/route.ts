// Finds the handler of a verified request.
import type { Principal } from '../../proof/principal.ts'
import { pathOf, queryOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import { errorAnswer, invalidParameter, notFound, type Answer } from './answer.ts'

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
}

export function dispatch(routes: readonly Route[], request: ReceivedRequest, principal: Principal): Answer {
  const path = pathOf(request.target)
  const onPath = routes.filter(({ pattern }) => pattern.test(path))
  if (onPath.length === 0) return notFound()
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const route = onPath.find((candidate) => candidate.method === undefined || candidate.method === method)
  if (route === undefined) return errorAnswer(405)
  const params = decodeAll(route.pattern.exec(path)?.slice(1) ?? [])
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
