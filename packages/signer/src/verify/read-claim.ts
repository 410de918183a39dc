// What a request says of itself, and every rule that can be checked before its key is known.
import { readAuthorization, type AuthorizationParts } from '../signing/authorization.ts'
import { isVisibleAscii } from '../lib/read-headers.ts'
import { unpresign } from './received/presigned-target.ts'
import type { Received } from './received/received-request.ts'
import { isSameHost, readTarget } from './received/request-target.ts'
import { readSignatureDate } from './received/signature-date.ts'
import { reject, type Rejected } from './verdict.ts'
import type { Rules } from './verify-options.ts'
import { decodeBase64 } from '#public-keys'

const BODY_METHODS = new Set(['POST', 'PUT', 'PATCH'])
const METHODS = new Set(['GET', 'HEAD', 'DELETE', ...BODY_METHODS])
const BODY_HEADERS = ['x-content-sha256', 'content-type', 'content-length']
/** Two of these on one request could be read differently by the next server. */
const SINGLE_HEADERS = ['authorization', 'host', ':authority', 'date', 'x-date', ...BODY_HEADERS]

/** What a request says of itself, checked as far as that needs no key. */
export interface Claim {
  readonly authorization: AuthorizationParts
  readonly signature: Uint8Array
  readonly signingString: string
  /** Upper-case. */
  readonly method: string
  readonly target: string
  readonly host: string
  /** Epoch milliseconds. */
  readonly date: number
}

export function readClaim(received: Received, rules: Rules): Claim | Rejected {
  const { values, repeated } = received
  const twice = repeated.size > 0 && SINGLE_HEADERS.find((name) => repeated.has(name))
  if (twice) return reject('duplicate-header', `The header ${twice} came more than once.`)
  const address = readTarget(received.url)
  if (!address)
    return reject('invalid-target', 'The request target is no path, or one that a URL parser would read as another.')
  const authority = values.get(':authority') ?? address.host
  const host = values.get('host') ?? authority ?? ''
  if ([address.host, authority].some((each) => each !== undefined && !isSameHost(each, host)))
    return reject('invalid-target', 'The request target, :authority and the host header name different hosts.')
  values.set('host', host)
  const presigned = rules.presigned && !values.has('authorization') ? unpresign(address.target) : undefined
  if (presigned) values.set('authorization', presigned.authorization).set('date', presigned.date)
  const header = values.get('authorization')
  if (header === undefined) return reject('missing-authorization', 'The request has no Authorization header.')
  const authorization = readAuthorization(header)
  if (typeof authorization === 'string')
    return reject(authorization, 'The Authorization header is not an OCI signature.')
  const { target } = presigned ?? address
  return checkClaim({ authorization, values, host, target, given: received.method }, rules)
}

/** A request taken apart. */
interface Parts {
  readonly authorization: AuthorizationParts
  readonly values: ReadonlyMap<string, string>
  readonly host: string
  readonly target: string
  /** The method as it came. */
  readonly given: unknown
}

function checkClaim(parts: Parts, rules: Rules): Claim | Rejected {
  const { authorization, values, host, target } = parts
  const { headers } = authorization
  const fault = checkParameters(authorization)
  if (fault) return fault
  const method = methodOf(parts.given)
  const dateName = headers.includes('x-date') ? 'x-date' : 'date'
  const uncovered = checkCoverage(method, dateName, headers, rules)
  if (uncovered) return uncovered
  const date = checkDate(values.get(dateName) ?? '', rules)
  if (typeof date !== 'number') return date
  const signingString = rebuild(`${method.toLowerCase()} ${target}`, parts)
  if (typeof signingString !== 'string') return signingString
  if (rules.hosts && !rules.hosts.some((each) => isSameHost(each, host)))
    return reject('wrong-host', 'The request was signed for another host than those in the option host.')
  const signature = decodeBase64(authorization.signature)
  if (!signature) return reject('malformed-signature', 'The signature is not base64.')
  return { authorization, signature, signingString, method, target, host, date }
}

/** Letters of ASCII only: there are others that turn into these in upper case. */
const methodOf = (given: unknown): string =>
  typeof given === 'string' && /^[a-z]+$/i.test(given) ? given.toUpperCase() : ''

function checkParameters({ algorithm, version, headers }: AuthorizationParts): Rejected | undefined {
  if (algorithm !== 'rsa-sha256') return reject('unsupported-algorithm', 'The algorithm is not rsa-sha256.')
  if (version !== undefined && version !== '1') return reject('unsupported-version', 'The version is not 1.')
  if (headers.some((name, index) => headers.indexOf(name) < index))
    return reject('duplicate-signed-header', 'A header is listed twice.')
  return undefined
}

function checkCoverage(method: string, date: string, signed: readonly string[], rules: Rules): Rejected | undefined {
  if (!METHODS.has(method)) return reject('unsupported-method', 'The method is none that OCI signs.')
  const bodyNeeded = BODY_METHODS.has(method) && !rules.allowUnsignedBody
  const needed = ['(request-target)', 'host', date, ...(bodyNeeded ? BODY_HEADERS : [])]
  const missing = needed.find((name) => !signed.includes(name))
  return missing === undefined ? undefined : reject('missing-signed-header', `The signature does not cover ${missing}.`)
}

function checkDate(text: string, { now, clockSkewSeconds }: Rules): number | Rejected {
  const date = readSignatureDate(text)
  if (date === undefined) return reject('invalid-date', 'The date is not of the form Thu, 05 Jan 2014 21:31:40 GMT.')
  if (Math.abs(now - date) <= clockSkewSeconds * 1000) return date
  return reject('clock-skew', `The date is more than ${clockSkewSeconds} seconds from this server's clock.`)
}

function rebuild(requestTarget: string, { authorization, values }: Parts): string | Rejected {
  const lines: string[] = []
  for (const name of authorization.headers) {
    if (name === '(request-target)') {
      lines.push(`${name}: ${requestTarget}`)
      continue
    }
    const value = values.get(name)
    // An empty host would bind the signature to no service.
    if (value === undefined || (name === 'host' && value === ''))
      return reject('missing-header', 'A header that the signature covers did not arrive.')
    // A line break would let one signed line pass for two.
    if (!isVisibleAscii(value))
      return reject('invalid-header', 'A signed header has a character outside visible ASCII.')
    lines.push(`${name}: ${value}`)
  }
  return lines.join('\n')
}
