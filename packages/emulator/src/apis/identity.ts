// The identity API: regions, region subscriptions, users.
import { createHash } from 'node:crypto'
import { createOcid } from '../ids.ts'
import type { Settings } from '../options.ts'
import { headerValue } from '../protocol/received-request.ts'
import { errorAnswer, invalidParameter, jsonAnswer, notFound, type Answer } from '../http/answer.ts'
import type { Call, Route } from '../http/router.ts'
import { pageAnswer } from './paging.ts'
import { regionKey, REGIONS } from './regions.ts'

interface User {
  readonly id: string
  readonly compartmentId: string
  readonly name: string
  readonly description: string
  readonly timeCreated: string
  readonly lifecycleState: 'ACTIVE'
  readonly isMfaActivated: boolean
  readonly freeformTags: Readonly<Record<string, string>>
  readonly definedTags: Readonly<Record<string, unknown>>
}

/** Bounds what a loop of POSTs can store. */
const MAX_USERS = 10_000

export function identityRoutes(settings: Settings, now: () => number): readonly Route[] {
  const users = new Map<string, User>()
  const add = (id: string, name: string, description: string): User => {
    const user = createUser({ id, name, description, compartmentId: settings.tenancy, createdAt: now() })
    users.set(id, user)
    return user
  }
  add(settings.user, 'emulator-user', 'The first user of the emulator')
  return [
    { method: 'GET', pattern: /^\/20160918\/regions\/?$/, handle: listRegions },
    {
      method: 'GET',
      pattern: /^\/20160918\/tenancies\/([^/]+)\/regionSubscriptions\/?$/,
      handle: ({ params }) => listRegionSubscriptions(settings, params[0]),
    },
    {
      method: 'GET',
      pattern: /^\/20160918\/users\/?$/,
      handle: ({ query }) => {
        const compartmentId = query.get('compartmentId') ?? settings.tenancy
        return compartmentId === settings.tenancy ? pageAnswer([...users.values()], query) : notFound()
      },
    },
    {
      method: 'POST',
      pattern: /^\/20160918\/users\/?$/,
      handle: (call) => {
        const details = parseUserDetails(call)
        if ('status' in details) return details
        if (details.compartmentId !== settings.tenancy) return notFound()
        if ([...users.values()].some(({ name }) => name === details.name)) return alreadyExists(details.name)
        if (users.size >= MAX_USERS) return errorAnswer(400, { code: 'LimitExceeded', message: 'Too many users.' })
        return userAnswer(add(createOcid('user'), details.name, details.description))
      },
    },
    {
      method: 'GET',
      pattern: /^\/20160918\/users\/([^/]+)\/?$/,
      handle: ({ params: [id = ''] }) => {
        const user = users.get(id)
        return user === undefined ? notFound() : userAnswer(user)
      },
    },
  ]
}

const listRegions = (): Answer =>
  jsonAnswer(
    200,
    Object.entries(REGIONS).map(([key, name]) => ({ key, name })),
  )

function listRegionSubscriptions({ tenancy, region }: Settings, asked: string | undefined): Answer {
  if (asked !== tenancy) return notFound()
  const home = { regionKey: regionKey(region) ?? region, regionName: region, status: 'READY', isHomeRegion: true }
  return jsonAnswer(200, [home])
}

const userAnswer = (user: User): Answer =>
  jsonAnswer(200, user, { etag: createHash('sha1').update(JSON.stringify(user)).digest('hex') })

const alreadyExists = (name: string): Answer =>
  errorAnswer(409, { code: 'UserAlreadyExists', message: `User '${name}' already exists.` })

function createUser(given: Pick<User, 'id' | 'name' | 'description' | 'compartmentId'> & { createdAt: number }): User {
  const { createdAt, ...rest } = given
  return {
    ...rest,
    timeCreated: new Date(createdAt).toISOString(),
    lifecycleState: 'ACTIVE',
    isMfaActivated: false,
    freeformTags: {},
    definedTags: {},
  }
}

interface UserDetails {
  readonly compartmentId: string
  readonly name: string
  readonly description: string
}

/** The longest values OCI takes. */
const MAX_LENGTH: Readonly<Record<keyof UserDetails, number>> = { compartmentId: 255, name: 100, description: 400 }

function parseUserDetails({ request }: Call): UserDetails | Answer {
  if (!/^application\/json(?:;|$)/i.test(headerValue(request, 'content-type') ?? '')) {
    return invalidParameter('Content-Type must be application/json')
  }
  const fields = parseFields(request.body)
  if (fields === undefined)
    return errorAnswer(400, { code: 'CannotParseRequest', message: 'The body is not a JSON object.' })
  const read = (field: keyof UserDetails): string => {
    const value = fields.get(field)
    return typeof value === 'string' && value.length <= MAX_LENGTH[field] ? value : ''
  }
  const details = { compartmentId: read('compartmentId'), name: read('name'), description: read('description') }
  const bad = Object.entries(details).find(([, value]) => value === '')?.[0]
  return bad === undefined ? details : invalidParameter(`${bad} must be a string that is neither empty nor too long`)
}

/** A Map of the own members only: what a hostile body puts on prototypes stays out. */
function parseFields(body: Uint8Array): ReadonlyMap<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    return isObject ? new Map(Object.entries(parsed)) : undefined
  } catch {
    return undefined
  }
}
