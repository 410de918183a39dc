// Each rule looks for one thing that a refused request shows by itself.
import { parseAuthorization } from '../signing/authorization.ts'
import { bytesOfBase64url } from '../lib/base64url.ts'
import { utf8 } from '../lib/bytes.ts'
import { fingerprintOfSpki } from '../key/spki-fingerprint.ts'
import type { PrivateKey } from '../key/private-key.ts'
import type { Evidence } from './evidence.ts'
import type { Finding } from './diagnosis.ts'
import { encodeAscii, importJwk } from '#public-keys'
import { sha256 } from '#runtime'

type Rule = (evidence: Evidence) => Finding | undefined | Promise<Finding | undefined>

/** How far the service lets the date of a signature be from its clock, either way. */
const WINDOW_MS = 300_000
const MIN_KEY_BYTES = 256

const clockSkew: Rule = ({ signed, serviceMs, isServiceTime }) => {
  const signedMs = Date.parse(signed.headers['x-date'] ?? signed.headers['date'] ?? '')
  if (!isServiceTime || !(Math.abs(serviceMs - signedMs) > WINDOW_MS)) return undefined
  const minutes = Math.round(Math.abs(serviceMs - signedMs) / 60_000)
  const side = signedMs < serviceMs ? 'behind' : 'ahead of'
  return {
    code: 'clock-skew',
    message: `The signature's date is ${minutes} minutes ${side} the service's clock, which allows five. Set this machine's clock, by NTP for instance.`,
  }
}

const tokenTime: Rule = ({ claims, serviceMs }) => {
  const { expiresAt = Infinity, issuedAt = -Infinity, notBefore = -Infinity } = claims ?? {}
  if (serviceMs >= expiresAt)
    return {
      code: 'expired-token',
      message: `The token ended at ${new Date(expiresAt).toISOString()}. Get a new one: log in again, or have the signer renew it.`,
    }
  const beginsAt = Math.max(issuedAt, notBefore)
  if (serviceMs >= beginsAt - WINDOW_MS) return undefined
  return {
    code: 'token-not-yet-valid',
    message: `The token begins at ${new Date(beginsAt).toISOString()}, which is yet to come. Compare this machine's clock with that of the token's issuer.`,
  }
}

const fingerprintOfKeyId = (keyId: string): string | undefined =>
  keyId.startsWith('ST$') ? undefined : /^[^/]+\/ocid1\.user\.[^/]+\/([^/]+)$/.exec(keyId)?.[1]

const malformedFingerprint: Rule = ({ signed }) => {
  const fingerprint = fingerprintOfKeyId(signed.keyId)
  if (fingerprint === undefined || /^([0-9a-f]{2}:){15}[0-9a-f]{2}$/.test(fingerprint)) return undefined
  const isUpper = /^([0-9a-f]{2}:){15}[0-9a-f]{2}$/i.test(fingerprint)
  return {
    code: 'malformed-fingerprint',
    message: isUpper
      ? 'The fingerprint has capital letters. Write it in lower case, as the Console shows it.'
      : 'The fingerprint is not sixteen pairs of hex digits with colons, the MD5 of the public key. Copy it from the Console, or compute it with publicKeyFingerprint.',
  }
}

const fingerprintMismatch: Rule = async ({ signed, key }) => {
  const fingerprint = fingerprintOfKeyId(signed.keyId)
  if (fingerprint === undefined || key === undefined) return undefined
  // Not by fingerprintOf, which reads PEM as well: a bundle that does not split would carry all of it.
  const publicKey = await (key as Partial<PrivateKey>).publicKey?.()
  if (publicKey === undefined) return undefined
  const actual = fingerprintOfSpki(publicKey)
  if (actual === fingerprint.toLowerCase()) return undefined
  return {
    code: 'fingerprint-mismatch',
    message: `The key that signed has the fingerprint ${actual}, and the key id says ${fingerprint}. Use the key that was uploaded for it, or its own fingerprint.`,
  }
}

const tokenKeyMismatch: Rule = async ({ signed, claims }) => {
  const jwk = claims?.jwk
  const signature = signatureOf(signed.headers)
  if (typeof jwk !== 'object' || !signature) return undefined
  const bound = await importJwk({ kty: 'RSA', ...jwk })
  if (await bound.verify(encodeAscii(signed.signingString), signature)) return undefined
  return {
    code: 'token-key-mismatch',
    message:
      'The token is bound to another key than the one that signed: one of the two files of the session was replaced. Take token and key of one session, or log in again.',
  }
}

const shortKey: Rule = ({ signed }) => {
  const signature = signatureOf(signed.headers)
  if (!signature || signature.length >= MIN_KEY_BYTES) return undefined
  return {
    code: 'short-key',
    message: `The key has ${signature.length * 8} bits. Make one of 2048 bits or more, and upload it: openssl genrsa -out key.pem 2048.`,
  }
}

const signatureOf = (headers: Readonly<Record<string, string>>): Uint8Array | undefined =>
  bytesOfBase64url(parseAuthorization(headers['authorization'] ?? '').signature)

const requestChanged: Rule = ({ signed, changedHeader }) => {
  const changed = changedLineOf(signed)
  if (changed !== undefined)
    return {
      code: 'request-changed',
      message: `${nameOf(changed)} was changed after the request was signed. Give it to the signer, and send exactly what it yields.`,
    }
  if (changedHeader === undefined) return undefined
  return {
    code: 'request-changed',
    message: `${nameOf(changedHeader)} arrived otherwise than it was signed. Look at what is between: a proxy, a gateway, an interceptor that adds or rewrites it.`,
  }
}

const nameOf = (header: string): string =>
  header === '(request-target)' ? 'The method, path or query' : `The header ${header}`

/** The first line under the signature that no longer is what would be sent. */
function changedLineOf({ signingString, headers, method, url }: Evidence['signed']): string | undefined {
  const target = `${method.toLowerCase()} ${url.pathname}${url.search}`
  for (const line of signingString.split('\n')) {
    const [name = '', value] = line.split(/: (.*)/s)
    const sent = name === '(request-target)' ? target : headers[name]
    if (sent !== value) return name
  }
  return undefined
}

const bodyChanged: Rule = async ({ signed }) => {
  const { body, headers, signingString } = signed
  const expected = headers['x-content-sha256']
  const bytes = typeof body === 'string' ? utf8.encode(body) : ArrayBuffer.isView(body) ? viewOf(body) : undefined
  if (!bytes || expected === undefined || !signingString.includes('x-content-sha256: ')) return undefined
  if ((await sha256(bytes)) === expected) return undefined
  return {
    code: 'body-changed',
    message:
      'The body is not the one that was signed: its buffer was written to since, or its x-content-sha256 is of another. Give each request a buffer of its own.',
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

const proxyBetween: Rule = ({ signed, header, answeredBy, isCrossOrigin }) => {
  if (answeredBy !== undefined && answeredBy.host !== signed.url.host)
    return {
      code: 'proxy-between',
      message: `The answer comes from ${answeredBy.host}, and the signature is for ${signed.url.host}. Sign for the host that answers, and follow no redirect with a signature.`,
    }
  if (header('via') !== undefined)
    return {
      code: 'proxy-between',
      message:
        'The answer came through a proxy (it has a Via header), which may have changed host, date or content headers. Have it pass requests to OCI on as they are, or tunnel them.',
    }
  if (isCrossOrigin || header('opc-request-id') !== undefined) return undefined
  return {
    code: 'proxy-between',
    message:
      'The answer is not from OCI, whose services give each an opc-request-id. Look at the address, and at the proxy or gateway that has answered in its place.',
  }
}

const foreignRealm: Rule = ({ signed, claims }) => {
  const owner = claims ? claims.texts['tenant'] : signed.keyId
  const realm = /^ocid1\.tenancy\.(oc\d+)\./.exec(owner ?? '')?.[1]
  const realms = realmsOf(signed.url.hostname)
  if (realm === undefined || realms.length === 0 || realms.includes(realm)) return undefined
  return {
    code: 'foreign-realm',
    message: `The tenancy is of the realm ${realm}, and ${signed.url.hostname} is of ${realms.join(' or ')}. Use a region of the tenancy's own realm.`,
  }
}

const DOMAINS: Readonly<Record<string, readonly string[]>> = {
  'oraclecloud.com': ['oc1'],
  'oraclegovcloud.com': ['oc2', 'oc3'],
  'oraclegovcloud.uk': ['oc4'],
  'oraclecloud.eu': ['oc19'],
}

/** The realms that a host may be of; none where its domain says nothing. */
function realmsOf(host: string): readonly string[] {
  const domain = host.split('.').slice(-2).join('.')
  const number = /^oraclecloud(\d+)\.com$/.exec(domain)?.[1]
  return number === undefined ? (Object.hasOwn(DOMAINS, domain) ? (DOMAINS[domain] ?? []) : []) : [`oc${number}`]
}

export const RULES: readonly Rule[] = [
  clockSkew,
  tokenTime,
  malformedFingerprint,
  fingerprintMismatch,
  tokenKeyMismatch,
  shortKey,
  requestChanged,
  bodyChanged,
  foreignRealm,
  proxyBetween,
]
