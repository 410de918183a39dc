// Lists the objects of a bucket as the query asks for it.
import { invalidParameter, jsonAnswer, type Answer } from '../../frame/service/answer.ts'
import { limitOf } from '../../frame/service/lists/page.ts'
import type { Call } from '../../frame/service/route.ts'
import type { Buckets } from './buckets.ts'
import { listNames, type NamesAsked } from './list-names.ts'
import { bytesOfName, nameOfBytes } from './object-name.ts'
import type { StoredObject } from './object-store.ts'

const DEFAULT_LIMIT = 1000

/** The members that `fields` can ask for beside the name; none of the emulator's objects is archived, so that none has a state of archival. */
const MEMBERS: Readonly<Record<string, (object: StoredObject) => unknown>> = {
  size: ({ body }) => body.length,
  etag: ({ etag }) => etag,
  md5: ({ md5 }) => md5,
  timeCreated: timeOf,
  timeModified: timeOf,
  storageTier: () => 'Standard',
  archivalState: () => undefined,
}

function timeOf({ modifiedAt }: StoredObject): string {
  return new Date(modifiedAt).toISOString()
}

const FIELDS = ['name', ...Object.keys(MEMBERS)]

/** @see docs/sources.md#object-storage */
export function listObjects(buckets: Buckets, { params, query }: Call): Answer {
  const asked = namesAsked(query)
  if (typeof asked === 'string') return invalidParameter(asked)
  const fields = fieldsOf(query.get('fields'))
  if (fields === undefined)
    return invalidParameter(`fields must be a list, separated by commas, of ${FIELDS.join(', ')}`)
  const { names, prefixes, next } = listNames(buckets.find(params)?.sortedNames ?? [], asked)
  const summaryOf = (bytes: string): object => {
    const name = nameOfBytes(bytes)
    const object = buckets.object([...params, name])
    const members = object === undefined ? [] : fields.map((field) => [field, MEMBERS[field]?.(object)] as const)
    return { name, ...Object.fromEntries(members) }
  }
  return jsonAnswer(200, {
    objects: names.map(summaryOf),
    prefixes: prefixes.map(nameOfBytes),
    ...(next === undefined ? {} : { nextStartWith: nameOfBytes(next) }),
  })
}

/** @returns what is wrong with the query when it cannot be used */
function namesAsked(query: URLSearchParams): NamesAsked | string {
  const limit = limitOf(query, DEFAULT_LIMIT)
  if (typeof limit === 'string') return limit
  const delimiter = query.get('delimiter') ?? ''
  if (delimiter !== '' && delimiter !== '/') return 'delimiter can only be "/"'
  const bytesOf = (name: string): string => bytesOfName(query.get(name) ?? '')
  const [prefix, start, startAfter] = [bytesOf('prefix'), bytesOf('start'), bytesOf('startAfter')]
  const end = bytesOf('end')
  return { prefix, start, startAfter, end: end === '' ? undefined : end, isByFolder: delimiter === '/', limit }
}

/** In OCI's own spelling, whatever the case of what was asked for; `undefined` when one of them is no field. */
function fieldsOf(text: string | null): readonly string[] | undefined {
  const asked = (text ?? '').split(',').map((field) => field.trim().toLowerCase())
  const found = asked
    .filter((field) => field !== '')
    .map((field) => FIELDS.find((each) => each.toLowerCase() === field))
  return found.every((field) => field !== undefined) ? found.filter((field) => field !== 'name') : undefined
}
