// What a request says of itself, and every rule that can be checked before its key is known.
import { readAuthorization, type AuthorizationParts } from '../authorization.ts'
import { isVisibleAscii, readHeaders } from '../read-headers.ts'
import { isSameHost, requestTarget, targetHost, unpresign, type ReceivedRequest } from './received-request.ts'
import { reject, type Rejected } from './verdict.ts'
import type { VerifyOptions } from './verify-options.ts'

const BODY_METHODS = new Set(['POST', 'PUT', 'PATCH'])
const METHODS = new Set(['GET', 'HEAD', 'DELETE', ...BODY_METHODS])
const BODY_HEADERS = ['x-content-sha256', 'content-type', 'content-length']
/** Two of these on one request could be read differently by the next server. */
const SINGLE_HEADERS = ['authorization', 'host', 'date', 'x-date', ...BODY_HEADERS]

/** A request taken apart. */
interface Received {
  readonly method: string
  /** Path and query as they arrived. */
  readonly target: string
  readonly values: ReadonlyMap<string, string>
}

/** What a request says of itself, checked as far as that needs no key. */
export interface Claim {
  readonly authorization: AuthorizationParts
  readonly signingString: string
  readonly values: ReadonlyMap<string, string>
}

export function readClaim(request: ReceivedRequest, options: VerifyOptions): Claim | Rejected {
  const { values, repeated } = readHeaders(request.headers)
  const twice = SINGLE_HEADERS.find((name) => repeated.has(name))
  if (twice) return reject('duplicate-header', `The header ${twice} came more than once.`)
  const host = targetHost(request.url)
  if (!values.get('host')) values.set('host', host)
  else if (host && !isSameHost(host, String(values.get('host'))))
    return reject('invalid-target', 'The request target names another host than the host header.')
  let target = requestTarget(request.url)
  const presigned = options.presigned && !values.has('authorization') ? unpresign(target) : undefined
  if (presigned) {
    target = presigned.target
    values.set('authorization', presigned.authorization).set('date', presigned.date)
  }
  const header = values.get('authorization')
  if (header === undefined) return reject('missing-authorization', 'The request has no Authorization header.')
  const authorization = readAuthorization(header)
  if (typeof authorization === 'string')
    return reject(authorization, 'The Authorization header is not an OCI signature.')
  const received = { method: String(request.method), target, values }
  return (
    checkParameters(authorization) ??
    checkCoverage(received.method, authorization.headers, options) ??
    checkDate(values.get(authorization.headers.includes('x-date') ? 'x-date' : 'date') ?? '', options) ??
    rebuild(received, authorization)
  )
}

function checkParameters({ algorithm, version, headers }: AuthorizationParts): Rejected | undefined {
  if (algorithm !== 'rsa-sha256') return reject('unsupported-algorithm', 'The algorithm is not rsa-sha256.')
  if (version !== undefined && version !== '1') return reject('unsupported-version', 'The version is not 1.')
  if (new Set(headers).size < headers.length) return reject('duplicate-signed-header', 'A header is listed twice.')
  return undefined
}

function checkCoverage(given: string, signed: readonly string[], options: VerifyOptions): Rejected | undefined {
  const method = given.toUpperCase()
  if (!METHODS.has(method)) return reject('unsupported-method', 'The method is none that OCI signs.')
  const bodyNeeded = BODY_METHODS.has(method) && !options.allowUnsignedBody
  const date = signed.includes('x-date') ? 'x-date' : 'date'
  const needed = ['(request-target)', 'host', date, ...(bodyNeeded ? BODY_HEADERS : [])]
  const missing = needed.find((name) => !signed.includes(name))
  return missing === undefined ? undefined : reject('missing-signed-header', `The signature does not cover ${missing}.`)
}

function rebuild({ method, target, values }: Received, authorization: AuthorizationParts): Claim | Rejected {
  // A line break in any value would let one signed line pass for two.
  if (!/^\/[!"$-~]*$/.test(target))
    return reject('invalid-target', 'The request target is no path, or has a character that must be encoded.')
  const lines: string[] = []
  for (const name of authorization.headers) {
    const value = name === '(request-target)' ? `${method.toLowerCase()} ${target}` : values.get(name)
    // An empty host would bind the signature to no service.
    if (value === undefined || (name === 'host' && value === ''))
      return reject('missing-header', 'A header that the signature covers did not arrive.')
    if (!isVisibleAscii(value))
      return reject('invalid-header', 'A signed header has a character outside visible ASCII.')
    lines.push(`${name}: ${value}`)
  }
  return { authorization, signingString: lines.join('\n'), values }
}

/** The weekday is not compared: published examples have a wrong one, and the rest says all. */
const IMF_FIXDATE = /^[A-Z][a-z]{2}, (\d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT)$/

function checkDate(value: string, options: VerifyOptions): Rejected | undefined {
  const { now = Date.now, clockSkewSeconds = 300 } = options
  const time = Date.parse(IMF_FIXDATE.exec(value)?.[1] ?? '')
  if (Number.isNaN(time)) return reject('invalid-date', 'The date is not of the form Thu, 05 Jan 2014 21:31:40 GMT.')
  if (Math.abs(now() - time) <= clockSkewSeconds * 1000) return undefined
  return reject('clock-skew', `The date is more than ${clockSkewSeconds} seconds from this server's clock.`)
}
