// The part of the identity API about users, in memory and bounded: list, get and create, and their API keys.
import { createHash } from 'node:crypto'
import { errorAnswer, jsonAnswer, notFound, type Answer } from '../../frame/service/answer.ts'
import { routeService, type Call, type Route } from '../../frame/service/route.ts'
import type { ServiceRow } from '../../frame/service/service.ts'
import { FIRST_USER_NAME, type Tenancy, type TenancyNames } from '../../tenancy/tenancy.ts'
import { createOcid } from '../../lib/ids.ts'
import { listAnswer } from '../../frame/service/lists/list-answer.ts'
import { LIFECYCLE_STATES } from '../../tenancy/lifecycle-states.ts'
import { apiKeyRoutes } from './api-keys.ts'
import { parseUserDetails } from './user-details.ts'

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

/** No user of the emulator has one of the last two, so that filtering by them finds nobody. */
const FILTERS = ['name', 'identityProviderId', 'externalIdentifier']
const SORTS = { TIMECREATED: 'timeCreated', NAME: 'name' } as const

/** Limits the memory that a client can fill by creating users in a loop. */
const MAX_USERS = 10_000

export const users: ServiceRow<object> = {
  start: ({ tenancy, now }) => {
    const known = new Map<string, User>()
    const uploadedAt = new Map<string, number>()
    const first = firstUser(tenancy.names, now())
    const reset = (): void => {
      uploadedAt.clear()
      known.clear()
      known.set(first.id, first)
    }
    reset()
    return { ...routeService(tenancy, userRoutes(tenancy, { known, uploadedAt, now })), reset }
  },
}

interface State {
  /** By their OCID. */
  readonly known: Map<string, User>
  /** When an API key was uploaded, by its key id. */
  readonly uploadedAt: Map<string, number>
  readonly now: () => number
}

const firstUser = ({ tenancy, user }: TenancyNames, createdAt: number): User =>
  createUser({
    id: user,
    name: FIRST_USER_NAME,
    description: 'The first user of the emulator',
    compartmentId: tenancy,
    createdAt,
  })

function userRoutes(ground: Tenancy, { known, uploadedAt, now }: State): readonly Route[] {
  const { tenancy } = ground.names
  const add = (id: string, name: string, description: string): User => {
    const user = createUser({ id, name, description, compartmentId: tenancy, createdAt: now() })
    known.set(id, user)
    return user
  }
  const list = ({ query }: Call): Answer => {
    const compartmentId = query.get('compartmentId') ?? tenancy
    if (compartmentId !== tenancy) return notFound()
    return listAnswer({ items: [...known.values()], filters: FILTERS, states: LIFECYCLE_STATES, sorts: SORTS }, query)
  }
  const get = ({ params: [id = ''] }: Call): Answer => {
    const user = known.get(id)
    return user === undefined ? notFound() : userAnswer(user)
  }
  const create = ({ request }: Call): Answer => {
    const details = parseUserDetails(request)
    if ('status' in details) return details
    if (details.compartmentId !== tenancy) return notFound()
    if ([...known.values()].some(({ name }) => name === details.name)) return alreadyExists(details.name)
    if (known.size >= MAX_USERS) return errorAnswer(400, { code: 'LimitExceeded', message: 'Too many users.' })
    return userAnswer(add(createOcid('user'), details.name, details.description))
  }
  return [
    { method: 'GET', pattern: /^\/20160918\/users\/?$/, handle: list },
    { method: 'POST', pattern: /^\/20160918\/users\/?$/, handle: create },
    { method: 'GET', pattern: /^\/20160918\/users\/([^/]+)\/?$/, handle: get },
    ...apiKeyRoutes(ground, { isUser: (id) => known.has(id), uploadedAt, now }),
  ]
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
