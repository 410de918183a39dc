// One of several servers: takes what workers of the service user signed, once, whichever server it comes to.
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, RequestListener } from 'node:http'
import { isFleetError, replayStore, type OnFleetEvent, type Store } from '@x/fleet'
import { tokenKeys, verifyRequest, type ResolveKey, type VerifyOptions } from '@x/signer/verify'
import type { Variables } from './connect-store.ts'

/** @returns what `createServer` of `node:http` takes */
export async function createJobListener(
  variables: Variables,
  store: Store,
  onEvent: OnFleetEvent = tell,
): Promise<RequestListener> {
  const { ISSUER_KEYS_FILE, SERVER_HOST, SERVICE_USER } = variables
  const issuerKeys = JSON.parse(await readFile(String(ISSUER_KEYS_FILE), 'utf8')) as { keys: [] }
  const resolveKey = tokenKeys(issuerKeys)
  // A job that is handed out twice does harm: while the store is down, none is.
  const options = { host: String(SERVER_HOST), seen: replayStore(store, { whenDown: 'refuse', onEvent }) }
  return (request, response) => {
    void statusOf(request, { resolveKey, options, user: String(SERVICE_USER) }).then((status) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(status === 200 ? '{"job":"sweep"}' : undefined)
    })
  }
}

interface Door {
  readonly resolveKey: ResolveKey
  readonly options: VerifyOptions
  /** Who may come in. */
  readonly user: string
}

async function statusOf(request: IncomingMessage, { resolveKey, options, user }: Door): Promise<number> {
  const { method = '', url = '', headersDistinct: headers } = request
  try {
    const verdict = await verifyRequest({ method, url, headers }, resolveKey, options)
    if (!verdict.verified) return 401
    if (!('user' in verdict.principal) || verdict.principal.user !== user) return 403
    return verdict.target === '/jobs/next' ? 200 : 404
  } catch (error) {
    return isFleetError(error) ? 503 : 500
  }
}

const tell: OnFleetEvent = ({ type }) => console.log(type)
