// Reads what errors of different HTTP clients call by different names, and never throws while reading.

/** A member of anything, also of nothing: hostile getters and proxies count as absent. */
export function readField(value: unknown, name: string): unknown {
  try {
    return (value as Readonly<Record<string, unknown>> | null | undefined)?.[name]
  } catch {
    return undefined
  }
}

/** Where the status is: ours, fetch's and superagent's; undici's and `oci-common`'s; axios's; got's. */
const STATUS_PLACES: readonly (readonly string[])[] = [
  ['status'],
  ['statusCode'],
  ['response', 'status'],
  ['response', 'statusCode'],
]

/** The HTTP status of a response that is an error (400–599), wherever the client put it, as a number or as text. */
export function statusOf(error: unknown): number | undefined {
  for (const place of STATUS_PLACES) {
    const status = place.reduce<unknown>(readField, error)
    const isScalar = typeof status === 'number' || typeof status === 'string'
    if (isScalar && /^[45]\d\d$/.test(String(status))) return Number(status)
  }
  return undefined
}

/** One header of the failed response, from `error.headers` or `error.response.headers`. */
export function headerOf(error: unknown, name: string): string | undefined {
  const response = readField(error, 'response')
  const places = [readField(error, 'headers'), readField(response, 'headers'), readField(response, 'header')]
  for (const headers of places) {
    const value = readHeader(headers, name)
    if (value !== undefined) return value
  }
  return undefined
}

function readHeader(headers: unknown, name: string): string | undefined {
  try {
    const get = readField(headers, 'get')
    const value: unknown = typeof get === 'function' ? get.call(headers, name) : undefined
    return headerText(value) ?? headerText(ownValue(headers, name))
  } catch {
    return undefined
  }
}

function ownValue(headers: unknown, name: string): unknown {
  if (Array.isArray(headers)) return valueInList(headers, name)
  const key = Object.keys(headers ?? {}).find((candidate) => candidate.toLowerCase() === name)
  return key === undefined ? undefined : readField(headers, key)
}

/** More are not read: a list may be endless. Node takes 2000 headers, each of which is two items. */
const MOST_HEADERS = 4000

/** Of `[[name, value], …]`, or of Node's `rawHeaders`: `[name, value, …]`. */
function valueInList(headers: readonly unknown[], name: string): unknown {
  const list = headers.slice(0, MOST_HEADERS)
  const isName = (item: unknown): boolean => typeof item === 'string' && item.toLowerCase() === name
  const pair: unknown = list.find((item) => isName(readField(item, '0')))
  return pair === undefined ? list.find((_, index) => index % 2 === 1 && isName(list[index - 1])) : readField(pair, '1')
}

function headerText(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' || typeof first === 'number' ? String(first) : undefined
}

/** The id OCI support asks for. */
export function requestIdOf(error: unknown): string | undefined {
  const candidates = [
    readField(error, 'requestId'),
    readField(error, 'opcRequestId'),
    headerOf(error, 'opc-request-id'),
  ]
  return candidates.find((id): id is string => typeof id === 'string' && id !== '')
}
