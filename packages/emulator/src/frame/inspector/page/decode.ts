// What headers, targets and claims mean, in words.
import type { RecordedRequest } from '../../records/recorder.ts'
import { dayAndTime, span } from './time.ts'

/** A name, its value as it is, and what that means. */
export interface Decoded {
  readonly name: string
  readonly value: string
  readonly note?: string | undefined
  readonly isSigned?: boolean
}

const PARAMETER = /([\w-]+)="([^"]*)"/g

/** The parameters of an Authorization header of the scheme "Signature". */
export function authorizationParameters({ headers }: Pick<RecordedRequest, 'headers'>): readonly Decoded[] {
  const value = headers['authorization'] ?? ''
  if (!/^signature\s/i.test(value)) return []
  return [...value.matchAll(PARAMETER)].map(([, name = '', text = '']) => ({
    name,
    value: text,
    note: parameterNote(name, text),
  }))
}

function parameterNote(name: string, value: string): string | undefined {
  if (name === 'keyId') return keyIdNote(value)
  if (name === 'headers') return 'what is signed, in this order'
  if (name === 'algorithm') return value === 'rsa-sha256' ? 'RSA PKCS #1 v1.5 with SHA-256' : 'not the one of OCI'
  return name === 'signature' ? 'base64; not kept' : undefined
}

function keyIdNote(keyId: string): string {
  if (keyId.startsWith('ST$')) return 'a token; its claims stand below'
  const parts = keyId.split('/')
  if (parts[1]?.startsWith('fed-x509') === true) return 'the certificate of an instance, by its fingerprint'
  return parts.length === 3 ? 'an API key: tenancy / user / fingerprint' : 'of no form that OCI knows'
}

const signedNames = (record: Pick<RecordedRequest, 'headers'>): ReadonlySet<string> =>
  new Set(
    authorizationParameters(record)
      .find(({ name }) => name === 'headers')
      ?.value.toLowerCase()
      .split(' '),
  )

/** All headers as they came, but those that are signed first, and the long one that signs them last. */
export function decodeHeaders(record: RecordedRequest): readonly Decoded[] {
  const signed = signedNames(record)
  const rows = Object.entries(record.headers).map(([name, value]) => ({
    name,
    value,
    note: headerNote(record, name, value),
    isSigned: signed.has(name),
  }))
  const rank = ({ name, isSigned }: Decoded): number => (isSigned ? 0 : name === 'authorization' ? 2 : 1)
  return rows.toSorted((one, other) => rank(one) - rank(other))
}

function headerNote(record: RecordedRequest, name: string, value: string): string | undefined {
  if (name === 'date' || name === 'x-date') return dateNote(Date.parse(value), record.at)
  if (name === 'content-length' && value !== String(record.bodyBytes)) return `${record.bodyBytes} bytes were received`
  return HEADER_NOTES[name]
}

const HEADER_NOTES: Readonly<Record<string, string>> = {
  'x-content-sha256': 'SHA-256 of the body, in base64',
  'opc-request-id': 'begins the opc-request-id of the answer',
  'opc-retry-token': 'makes the request safe to repeat',
  'opc-obo-token': 'a delegation token: the request is made for somebody else',
  'x-emulator-signing-string': 'what the client says it signed',
}

function dateNote(dateMs: number, at: number): string {
  if (Number.isNaN(dateMs)) return 'no date that can be read'
  const behind = at - dateMs
  if (Math.abs(behind) < 1000) return 'the time of the emulator’s clock'
  return `${span(behind)} ${behind > 0 ? 'behind' : 'ahead of'} the emulator’s clock${Math.abs(behind) > 300_000 ? '; five minutes are allowed' : ''}`
}

/** The parameters of the query, decoded. */
export function decodeQuery({ target }: Pick<RecordedRequest, 'target'>): readonly Decoded[] {
  const query = target.split('?').slice(1).join('?')
  if (query === '') return []
  return query.split('&').map((part) => {
    const [name = '', ...value] = part.split('=')
    const [raw, decoded] = [value.join('='), decode(value.join('='))]
    return { name: decode(name), value: decoded, note: raw === decoded ? undefined : `sent as ${raw}` }
  })
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const CLAIM_NOTES: Readonly<Record<string, string>> = {
  iss: 'who issued it',
  aud: 'whom it is for',
  sub: 'who it is about',
  ptype: 'kind of principal',
  ttype: 'kind of token',
  tenant: 'tenancy',
  res_tenant: 'tenancy of the resource',
  res_compartment: 'compartment of the resource',
  res_id: 'the resource',
  res_type: 'kind of resource',
  sid: 'names the session',
  jti: 'names this very token',
  jwk: 'the public key that has to sign',
  fprint: 'fingerprint of the certificate it was given for',
  scope: 'what it is good for',
  'opc-tenant': 'tenancy',
  'opc-compartment': 'compartment of the instance',
  'opc-instance': 'the instance',
  var_namespace: 'namespace of the pod',
  var_service_account: 'service account of the pod',
}

const TIME_CLAIMS: ReadonlySet<string> = new Set(['iat', 'exp', 'nbf', 'auth_time'])

export function decodeClaims({ claims = {}, at }: Pick<RecordedRequest, 'claims' | 'at'>): readonly Decoded[] {
  return Object.entries(claims).map(([name, value]) => ({
    name,
    value: String(value),
    note: claimNote(name, value, at),
  }))
}

function claimNote(name: string, value: unknown, at: number): string | undefined {
  const ms =
    TIME_CLAIMS.has(name) && typeof value === 'number'
      ? value * 1000
      : name === 'sess_exp'
        ? Date.parse(String(value))
        : Number.NaN
  if (Number.isNaN(ms)) return CLAIM_NOTES[name]
  const what = { iat: 'issued', nbf: 'valid from', exp: 'ends', sess_exp: 'the session ends' }[name] ?? 'time'
  return `${what} ${dayAndTime(ms)}, ${span(ms - at)} ${ms < at ? 'before' : 'after'} this request`
}
