// Express 5: every request has to be signed, and each user reaches only what is theirs.
import type { IncomingMessage } from 'node:http'
import {
  memoryReplayStore,
  resolveKeys,
  tokenKeys,
  verifyRequest,
  type IssuerKeys,
  type VerifiedPrincipal,
} from '@x/signer/verify'
import express, { Router, type Express, type RequestHandler } from 'express'

export interface Settings {
  /** What clients call this server, with the port where it is not 80 or 443. */
  readonly host: string | readonly string[]
  /** Key id (`tenancy/user/fingerprint`) → public key as PEM. */
  readonly apiKeys: ReadonlyMap<string, string>
  /** Those who sign the session tokens. */
  readonly issuerKeys: IssuerKeys
}

interface Locals {
  readonly signer: VerifiedPrincipal
  /** The bytes that were verified: parse these, and nothing else. */
  readonly body: Buffer
}

const MAX_BODY_BYTES = 1_048_576

export function createApp(settings: Settings): Express {
  const app = express()
  // No body parser anywhere before this.
  app.use(signed(settings))
  app.use('/v1', notes())
  return app
}

function signed({ host, apiKeys, issuerKeys }: Settings): RequestHandler {
  const resolveKey = resolveKeys(async (keyId) => apiKeys.get(keyId), tokenKeys(issuerKeys))
  const seen = memoryReplayStore()
  return async (req, res, next) => {
    const body = await readBody(req)
    // The rest of the body is never read, so that this connection is of no more use.
    if (!body) return void res.set('connection', 'close').status(413).json({ code: 'BodyTooLarge' })
    // originalUrl, since below a mounted router `req.url` lacks the path of the mount.
    const received = { method: req.method, url: req.originalUrl, headers: req.headersDistinct, body }
    const verdict = await verifyRequest(received, resolveKey, { host, seen })
    if (!verdict.verified) return void res.status(401).json({ code: 'NotAuthenticated', reason: verdict.reason })
    Object.assign(res.locals, { signer: verdict.principal, body })
    next()
  }
}

/** In the place of `express.raw()`, which answers a body that is too long only when it has ended. */
async function readBody(req: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(req.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return undefined
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > MAX_BODY_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function notes(): Router {
  const router = Router()
  router.use('/users/:user', isTheirs)
  router.get('/users/:user/notes', (req, res) => void res.json({ user: req.params.user }))
  router.post('/users/:user/notes', (req, res) => {
    const { body } = res.locals as Locals
    const note = parseJson(body)
    if (note === undefined) return void res.status(400).json({ code: 'InvalidJson' })
    res.status(201).json({ user: req.params.user, note })
  })
  return router
}

/** A signature says who asks. Whether they may, is for the server to decide. */
const isTheirs: RequestHandler<{ user: string }> = (req, res, next) => {
  const { signer } = res.locals as Locals
  if (signer.kind !== 'other' && signer.user === req.params.user) return next()
  res.status(403).json({ code: 'NotAuthorized' })
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}
