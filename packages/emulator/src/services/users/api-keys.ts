// The API keys of users: list, upload and delete. A key that is uploaded signs from then on, one that is deleted no longer.
import {
  emptyAnswer,
  errorAnswer,
  invalidParameter,
  jsonAnswer,
  notFound,
  type Answer,
} from '../../frame/service/answer.ts'
import type { Call, Route } from '../../frame/service/route.ts'
import { parseJsonObject } from '../../lib/json-body.ts'
import type { Tenancy } from '../../tenancy/tenancy.ts'
import { readPublicPem } from '../../tenancy/keys/public-pem.ts'
import { fingerprintOf, toSpkiPem } from '../../tenancy/keys/rsa-keys.ts'

/** As many as OCI gives a user. */
const MAX_KEYS = 3

interface Ports {
  readonly isUser: (id: string) => boolean
  /** When a key was uploaded, by its key id. */
  readonly uploadedAt: Map<string, number>
  readonly now: () => number
}

export function apiKeyRoutes({ keys, names }: Tenancy, { isUser, uploadedAt, now }: Ports): readonly Route[] {
  const startedAt = now()
  const idOf = (user: string, fingerprint: string): string => `${names.tenancy}/${user}/${fingerprint}`
  const shown = (userId: string, fingerprint: string, keyValue: string): object => {
    const keyId = idOf(userId, fingerprint)
    const timeCreated = new Date(uploadedAt.get(keyId) ?? startedAt).toISOString()
    return { keyId, keyValue, fingerprint, userId, timeCreated, lifecycleState: 'ACTIVE' }
  }
  const list = ({ params: [user = ''] }: Call): Answer => {
    if (!isUser(user)) return notFound()
    const all = keys.ofUser(user).map((key) => shown(user, fingerprintOf(key), toSpkiPem(key)))
    return jsonAnswer(200, all)
  }
  const upload = ({ request, params: [user = ''] }: Call): Answer => {
    if (!isUser(user)) return notFound()
    const key = readPublicPem(parseJsonObject(request.body)?.get('key'))
    if (key === 'malformed' || key === 'weak')
      return invalidParameter('key must be an RSA public key of 2048 bits or more, in PEM')
    const fingerprint = fingerprintOf(key)
    const held = keys.ofUser(user).map(fingerprintOf)
    if (held.includes(fingerprint)) return conflict('KeyAlreadyExists', 'The user has this key already.')
    if (held.length >= MAX_KEYS)
      return conflict('ApiKeyLimitExceeded', `The limit of ${MAX_KEYS} API keys for a user has been reached.`)
    keys.add(user, key)
    uploadedAt.set(idOf(user, fingerprint), now())
    return jsonAnswer(200, shown(user, fingerprint, toSpkiPem(key)))
  }
  const remove = ({ params: [user = '', fingerprint = ''] }: Call): Answer => {
    if (!isUser(user) || !keys.remove(user, fingerprint)) return notFound()
    uploadedAt.delete(idOf(user, fingerprint))
    return emptyAnswer(204)
  }
  return [
    { method: 'GET', pattern: /^\/20160918\/users\/([^/]+)\/apiKeys\/?$/, handle: list },
    { method: 'POST', pattern: /^\/20160918\/users\/([^/]+)\/apiKeys\/?$/, handle: upload, decidesKeys: true },
    {
      method: 'DELETE',
      pattern: /^\/20160918\/users\/([^/]+)\/apiKeys\/([^/]+)\/?$/,
      handle: remove,
      decidesKeys: true,
    },
  ]
}

const conflict = (code: string, message: string): Answer => errorAnswer(409, { code, message })
