// Reads what errors of different HTTP clients call by different names, and never throws while reading.

/** A member of anything: hostile getters and proxies count as absent. */
export function readField(value: unknown, name: string): unknown {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return undefined
  try {
    return (value as Record<string, unknown>)[name]
  } catch {
    return undefined
  }
}

const STATUS_PLACES = [
  (error: unknown): unknown => readField(error, 'status'),
  (error: unknown): unknown => readField(error, 'statusCode'),
  (error: unknown): unknown => readField(readField(error, 'response'), 'status'),
]

/** The HTTP status of a response that is an error (400–599), wherever the client put it. */
export function statusOf(error: unknown): number | undefined {
  for (const read of STATUS_PLACES) {
    const status = read(error)
    if (typeof status === 'number' && Number.isInteger(status) && status >= 400 && status <= 599) return status
  }
  return undefined
}

/** OCI's error code. axios keeps it in the body and has a code of its own on the error, so the body is read first. */
export function serviceCodeOf(error: unknown): string | undefined {
  const candidates = [
    readField(readField(readField(error, 'response'), 'data'), 'code'),
    readField(error, 'serviceCode'),
    readField(error, 'code'),
  ]
  return candidates.find((code): code is string => typeof code === 'string')
}

/** One header of the failed response, from `error.headers` or `error.response.headers`. */
export function headerOf(error: unknown, name: string): string | undefined {
  return (
    readHeader(readField(error, 'headers'), name) ??
    readHeader(readField(readField(error, 'response'), 'headers'), name)
  )
}

function readHeader(headers: unknown, name: string): string | undefined {
  if (typeof headers !== 'object' || headers === null) return undefined
  try {
    const get = readField(headers, 'get')
    const value: unknown = typeof get === 'function' ? get.call(headers, name) : undefined
    return headerText(value) ?? headerText(ownValue(headers, name))
  } catch {
    return undefined
  }
}

function ownValue(headers: object, name: string): unknown {
  const key = Object.keys(headers).find((candidate) => candidate.toLowerCase() === name)
  return key === undefined ? undefined : readField(headers, key)
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
