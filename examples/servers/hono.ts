// Hono, here on Node: every request has to be signed, and each user reaches only what is theirs.
import {
  memoryReplayStore,
  resolveKeys,
  tokenKeys,
  verifyRequest,
  type IssuerKeys,
  type VerifiedPrincipal,
} from '@x/signer/verify'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

export interface Settings {
  /** What clients call this server, with the port where it is not 80 or 443. */
  readonly host: string | readonly string[]
  /** Key id (`tenancy/user/fingerprint`) → public key as PEM. */
  readonly apiKeys: ReadonlyMap<string, string>
  /** Those who sign the session tokens. */
  readonly issuerKeys: IssuerKeys
}

interface Env {
  readonly Variables: {
    signer: VerifiedPrincipal
    /** The bytes that were verified: parse these, and nothing else. */
    body: ArrayBuffer
  }
}

const MAX_BODY_BYTES = 1_048_576

export function createApp(settings: Settings): Hono<Env> {
  const app = new Hono<Env>()
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => c.json({ code: 'BodyTooLarge' }, 413) }))
  app.use(signed(settings))
  app.route('/v1', notes())
  return app
}

function signed({ host, apiKeys, issuerKeys }: Settings): MiddlewareHandler<Env> {
  const resolveKey = resolveKeys(async (keyId) => apiKeys.get(keyId), tokenKeys(issuerKeys))
  const seen = memoryReplayStore()
  return async (c, next) => {
    const body = await c.req.raw.arrayBuffer()
    const { method, url, headers } = c.req.raw
    const verdict = await verifyRequest({ method, url, headers, body }, resolveKey, { host, seen })
    if (!verdict.verified) return c.json({ code: 'NotAuthenticated', reason: verdict.reason }, 401)
    c.set('signer', verdict.principal)
    c.set('body', body)
    return next()
  }
}

function notes(): Hono<Env> {
  const router = new Hono<Env>()
  router.use('/users/:user/*', isTheirs)
  router.get('/users/:user/notes', (c) => c.json({ user: c.req.param('user') }))
  router.post('/users/:user/notes', (c) => {
    const note = parseJson(c.get('body'))
    if (note === undefined) return c.json({ code: 'InvalidJson' }, 400)
    return c.json({ user: c.req.param('user'), note }, 201)
  })
  return router
}

/** A signature says who asks. Whether they may, is for the server to decide. */
const isTheirs: MiddlewareHandler<Env, '/users/:user/*'> = async (c, next) => {
  const signer = c.get('signer')
  if (signer.kind !== 'other' && signer.user === c.req.param('user')) return next()
  return c.json({ code: 'NotAuthorized' }, 403)
}

function parseJson(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
