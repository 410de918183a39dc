// Fastify 5: every request has to be signed, and each user reaches only what is theirs.
import {
  memoryReplayStore,
  resolveKeys,
  tokenKeys,
  verifyRequest,
  type IssuerKeys,
  type VerifiedPrincipal,
} from '@x/signer/verify'
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'

export interface Settings {
  /** What clients call this server, with the port where it is not 80 or 443. */
  readonly host: string | readonly string[]
  /** Key id (`tenancy/user/fingerprint`) → public key as PEM. */
  readonly apiKeys: ReadonlyMap<string, string>
  /** Those who sign the session tokens. */
  readonly issuerKeys: IssuerKeys
}

declare module 'fastify' {
  interface FastifyRequest {
    signer: VerifiedPrincipal | null
  }
}

interface OfUser {
  readonly Params: { readonly user: string }
}

const MAX_BODY_BYTES = 1_048_576

export function createApp(settings: Settings): FastifyInstance {
  const app = fastify({ bodyLimit: MAX_BODY_BYTES })
  keepBytes(app)
  app.setErrorHandler<Error & { readonly code?: string }>((error, _request, reply) => {
    if (error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE') throw error
    // The rest of the body is never read, so that this connection is of no more use.
    return reply.header('connection', 'close').code(413).send({ code: 'BodyTooLarge' })
  })
  app.decorateRequest('signer', null)
  // After the body was read, before a schema is held against anything.
  app.addHook('preValidation', signed(settings))
  void app.register(notes, { prefix: '/v1' })
  return app
}

/** In the place of Fastify's parsers, which hand on what they made of the bytes. */
function keepBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

function signed({ host, apiKeys, issuerKeys }: Settings) {
  const resolveKey = resolveKeys(async (keyId) => apiKeys.get(keyId), tokenKeys(issuerKeys))
  const seen = memoryReplayStore()
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | void> => {
    const { method, originalUrl: url, raw } = request
    const body = bytesOf(request)
    const verdict = await verifyRequest({ method, url, headers: raw.headersDistinct, body }, resolveKey, { host, seen })
    if (!verdict.verified) return reply.code(401).send({ code: 'NotAuthenticated', reason: verdict.reason })
    request.signer = verdict.principal
  }
}

/** Fastify reads no body of a GET or HEAD: there it is absent, and refused where one was announced. */
const bytesOf = (request: FastifyRequest): Buffer | undefined => request.body as Buffer | undefined

async function notes(app: FastifyInstance): Promise<void> {
  app.addHook<OfUser>('preHandler', isTheirs)
  app.get<OfUser>('/users/:user/notes', async ({ params }) => ({ user: params.user }))
  app.post<OfUser>('/users/:user/notes', async (request, reply) => {
    const note = parseJson(bytesOf(request))
    if (note === undefined) return reply.code(400).send({ code: 'InvalidJson' })
    return reply.code(201).send({ user: request.params.user, note })
  })
}

/** A signature says who asks. Whether they may, is for the server to decide. */
async function isTheirs({ signer, params }: FastifyRequest<OfUser>, reply: FastifyReply): Promise<FastifyReply | void> {
  if (signer && signer.kind !== 'other' && signer.user === params.user) return
  return reply.code(403).send({ code: 'NotAuthorized' })
}

function parseJson(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(String(bytes))
  } catch {
    return undefined
  }
}
