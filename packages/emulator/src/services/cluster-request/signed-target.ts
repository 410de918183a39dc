// A presigned request as it was when it was signed: its signature and date moved from the query to the headers.
import { pathOf, queryOf, type ReceivedRequest } from '../../proof/request/received-request.ts'

/** What a query may bring in the place of a header. A header of the same name, beside it, makes two of it, which are refused. */
const MOVED: ReadonlySet<string> = new Set(['authorization', 'date', 'opc-obo-token'])

export function signedTarget(request: ReceivedRequest): ReceivedRequest {
  const headers = new Map(request.headers)
  const rest: string[] = []
  for (const part of queryOf(request.target).split('&')) {
    // Clients write a blank as `+` or as `%20`.
    const [[name = '', value = ''] = []] = new URLSearchParams(part)
    if (MOVED.has(name)) headers.set(name, [...(headers.get(name) ?? []), value])
    else if (part !== '') rest.push(part)
  }
  const path = pathOf(request.target)
  return { ...request, headers, target: rest.length === 0 ? path : `${path}?${rest.join('&')}` }
}
