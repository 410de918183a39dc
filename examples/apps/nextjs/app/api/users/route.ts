// A route handler of Next.js: the browser asks this server, the server asks OCI. Nothing that was signed reaches the browser.
import { ociFetch, ociEndpoint } from '../../../lib/oci'

/** What is read from ~/.oci/config needs Node; for the edge runtime see lib/oci.ts. */
export const runtime = 'nodejs'

const PASSED_ON = ['limit', 'page']

export async function GET(request: Request): Promise<Response> {
  const url = new URL('/20160918/users', await ociEndpoint())
  const asked = new URL(request.url).searchParams
  for (const name of PASSED_ON) if (asked.has(name)) url.searchParams.set(name, String(asked.get(name)))

  // None of the browser's headers goes along. When the browser leaves, the request ends.
  const answer = await (await ociFetch())(url, { cache: 'no-store', signal: request.signal })
  const requestId = answer.headers.get('opc-request-id')
  if (!answer.ok) return Response.json({ code: 'ServiceFailed', status: answer.status, requestId }, { status: 502 })

  const users = (await answer.json()) as readonly { readonly id: string; readonly name: string }[]
  const next = answer.headers.get('opc-next-page')
  return Response.json({ users: users.map(({ id, name }) => ({ id, name })), next })
}
