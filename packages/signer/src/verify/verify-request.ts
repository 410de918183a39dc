// Whether a signed request is genuine: each rule is one step, and the first that fails is the answer.
import { readAuthorization, type AuthorizationFault, type AuthorizationParts } from '../authorization.ts'
import { bytesOf, utf8 } from '../bytes.ts'
import { isVisibleAscii, readHeaders } from '../read-headers.ts'
import { printedAs, redactKeyId } from '../redact.ts'
import { isSameHost, requestTarget, targetHost, unpresign, type ReceivedRequest } from './received-request.ts'
import { verifySignature, type VerificationKey } from './verification-key.ts'
import { base64, sha256 } from '#runtime'

/** Why a request was not accepted. @public */
export type RejectionReason =
  | AuthorizationFault
  | 'missing-authorization'
  | 'unsupported-algorithm'
  | 'unsupported-version'
  | 'unsupported-method'
  | 'missing-signed-header'
  | 'duplicate-signed-header'
  | 'missing-header'
  | 'duplicate-header'
  | 'invalid-header'
  | 'invalid-target'
  | 'invalid-date'
  | 'clock-skew'
  | 'unknown-key'
  | 'malformed-signature'
  | 'invalid-signature'
  | 'body-hash-mismatch'
  | 'content-length-mismatch'
  | 'unsigned-body'

/** @public */
export interface VerifyOptions {
  /** Epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
  /** How far the signature's date may be from `now`, either way. @defaultValue 300 */
  readonly clockSkewSeconds?: number | undefined
  /** Accepts a body that the signature does not cover, as Object Storage's PutObject does. @defaultValue false */
  readonly allowUnsignedBody?: boolean | undefined
  /** Also accepts the signature in the query, as `presign` puts it. @defaultValue false */
  readonly presigned?: boolean | undefined
}

/** The request is genuine. @public */
export interface Verified {
  readonly verified: true
  /** Whose key signed. A session token is part of it: treat it as a secret. */
  readonly keyId: string
  readonly signedHeaders: readonly string[]
  readonly signingString: string
}

/** The request is not genuine, or not acceptable. @public */
export interface Rejected {
  readonly verified: false
  readonly reason: RejectionReason
  /** A sentence for a log; it holds no secret. */
  readonly message: string
  /** What this server rebuilt, for comparing with what the client signed; absent when it did not come to that. */
  readonly signingString?: string
}

const BODY_METHODS = new Set(['POST', 'PUT', 'PATCH'])
const METHODS = new Set(['GET', 'HEAD', 'DELETE', ...BODY_METHODS])
const BODY_HEADERS = ['x-content-sha256', 'content-type', 'content-length']
/** Two of these on one request could be read differently by the next server. */
const SINGLE_HEADERS = ['authorization', 'host', 'date', 'x-date', ...BODY_HEADERS]

/**
 * Whether a received request carries a genuine OCI signature: required headers, date window, signature, then body hash and
 * length over the bytes as they arrived.
 *
 * Hostile input never makes it throw; it answers with a reason. Nothing here remembers requests: within the date window the same
 * request verifies again. A verdict prints without the key id's and the delegation token's secrets.
 *
 * @param resolveKey - the public key for a key id, or `undefined` for one that is unknown; a `ST$…` id carries a token that must
 * be checked here, and its own key be yielded
 * @throws whatever `resolveKey` rejects with, and TypeError `ERR_INVALID_ARGUMENT` when it yields no RSA public key
 * @example
 * ```ts
 * import { verifyRequest } from '@x/signer/verify'
 * declare const keys: Map<string, string> // key id → PEM
 * const received = { method: 'GET', url: '/20160918/regions', headers: { host: 'localhost' } }
 * const verdict = await verifyRequest(received, async (keyId) => keys.get(keyId))
 * verdict.verified ? verdict.keyId : verdict.reason // 'missing-authorization'
 * ```
 * @see docs/sources.md#signing-string
 * @public
 */
export async function verifyRequest(
  request: ReceivedRequest,
  resolveKey: (keyId: string) => Promise<VerificationKey | undefined>,
  options: VerifyOptions = {},
): Promise<Verified | Rejected> {
  const verdict = await judge(request, resolveKey, options)
  return printedAs(verdict, () => withoutSecrets(verdict))
}

/** A log of verdicts must not hold tokens. */
function withoutSecrets(verdict: Verified | Rejected): object {
  const { signingString } = verdict
  return {
    ...verdict,
    ...(verdict.verified && { keyId: redactKeyId(verdict.keyId) }),
    ...(signingString !== undefined && {
      signingString: signingString.replace(/^opc-obo-token: .*/m, 'opc-obo-token: <redacted>'),
    }),
  }
}

async function judge(
  request: ReceivedRequest,
  resolveKey: (keyId: string) => Promise<VerificationKey | undefined>,
  options: VerifyOptions,
): Promise<Verified | Rejected> {
  const claim = readClaim(request, options)
  if ('verified' in claim) return claim
  const { authorization, signingString } = claim
  const key = await resolveKey(authorization.keyId)
  if (key === undefined || key === null)
    return { ...reject('unknown-key', 'No key is known for the key id.'), signingString }
  const signature = decodeBase64(authorization.signature)
  if (!signature) return reject('malformed-signature', 'The signature is not base64.')
  if (!(await verifySignature(key, utf8.encode(signingString), signature))) {
    return { ...reject('invalid-signature', 'The signature does not fit the request as it arrived.'), signingString }
  }
  const bodyFault = await checkBody(request, claim, options)
  if (bodyFault) return { ...bodyFault, signingString }
  return { verified: true, keyId: authorization.keyId, signedHeaders: authorization.headers, signingString }
}

const reject = (reason: RejectionReason, message: string): Rejected => ({ verified: false, reason, message })

/** A request taken apart. */
interface Received {
  readonly method: string
  /** Path and query as they arrived. */
  readonly target: string
  readonly values: ReadonlyMap<string, string>
}

/** What a request says of itself, checked as far as that needs no key. */
interface Claim {
  readonly authorization: AuthorizationParts
  readonly signingString: string
  readonly values: ReadonlyMap<string, string>
}

function readClaim(request: ReceivedRequest, options: VerifyOptions): Claim | Rejected {
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

async function checkBody(
  request: ReceivedRequest,
  { authorization, values }: Claim,
  options: VerifyOptions,
): Promise<Rejected | undefined> {
  const bytes = bodyBytes(request.body)
  const signed = authorization.headers
  if (signed.includes('content-length') && values.get('content-length') !== String(bytes.byteLength)) {
    return reject(
      'content-length-mismatch',
      `The content-length header is not the ${bytes.byteLength} bytes that arrived.`,
    )
  }
  if (!signed.includes('x-content-sha256')) {
    const acceptable = bytes.byteLength === 0 || options.allowUnsignedBody
    return acceptable ? undefined : reject('unsigned-body', 'The signature does not cover the body.')
  }
  if (values.get('x-content-sha256') === (await sha256(bytes))) return undefined
  return reject('body-hash-mismatch', 'The body is not the one that was signed.')
}

function bodyBytes(body: ReceivedRequest['body']): Uint8Array {
  if (typeof body === 'string') return utf8.encode(body)
  return (body && bytesOf(body)) ?? new Uint8Array()
}

/** One spelling only: `atob` would also take a signature without its padding, or with other spare bits. */
function decodeBase64(text: string): Uint8Array | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
    return base64(bytes) === text ? bytes : undefined
  } catch {
    return undefined
  }
}
