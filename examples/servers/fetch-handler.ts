// A plain fetch handler, as Workers, Bun and Deno take it: every request has to be signed, and each user reaches only what is theirs.
import { memoryReplayStore, resolveKeys, tokenKeys, verifyRequest, type IssuerKeys } from '@x/signer/verify'

/** Variables of the Worker. */
export interface Env {
  /** What clients call this server, with the port where it is not 80 or 443. */
  readonly HOST: string
  /** JSON: key id (`tenancy/user/fingerprint`) → public key as PEM. */
  readonly API_KEYS: string
  /** JSON: those who sign the session tokens, as a JWK set. */
  readonly ISSUER_KEYS: string
}

const MAX_BODY_BYTES = 1_048_576
/** The memory of one isolate. Several isolates share one of their own, in a Durable Object for instance. */
const seen = memoryReplayStore()

export default { fetch: handle }

async function handle(request: Request, env: Env): Promise<Response> {
  const body = await readBody(request)
  if (!body) return Response.json({ code: 'BodyTooLarge' }, { status: 413 })
  const { method, url, headers } = request
  const apiKeys = new Map(Object.entries(JSON.parse(env.API_KEYS) as Record<string, string>))
  const issuerKeys = JSON.parse(env.ISSUER_KEYS) as IssuerKeys
  const resolveKey = resolveKeys(async (keyId) => apiKeys.get(keyId), tokenKeys(issuerKeys))
  const verdict = await verifyRequest({ method, url, headers, body }, resolveKey, { host: env.HOST, seen })
  if (!verdict.verified) return Response.json({ code: 'NotAuthenticated', reason: verdict.reason }, { status: 401 })

  // By the target that was signed. A signature says who asks: whether they may, is for the server to decide.
  const user = /^\/v1\/users\/([\w.-]+)\/notes(?:\?|$)/.exec(verdict.target)?.[1]
  if (user === undefined) return Response.json({ code: 'NotFound' }, { status: 404 })
  if (verdict.principal.kind === 'other' || verdict.principal.user !== user)
    return Response.json({ code: 'NotAuthorized' }, { status: 403 })
  return answer(method, user, body)
}

function answer(method: string, user: string, body: Uint8Array): Response {
  if (method === 'GET') return Response.json({ user })
  if (method !== 'POST') return Response.json({ code: 'MethodNotAllowed' }, { status: 405 })
  const note = parseJson(body)
  if (note === undefined) return Response.json({ code: 'InvalidJson' }, { status: 400 })
  return Response.json({ user, note }, { status: 201 })
}

/** `undefined` for one that is too long, whose rest is never read. */
async function readBody(request: Request): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) return undefined
  if (!request.body) return new Uint8Array()
  const reader = request.body.getReader()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length
    if (length > MAX_BODY_BYTES) return undefined
    chunks.push(part.value)
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}

/** The bytes that were verified, and nothing else. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
