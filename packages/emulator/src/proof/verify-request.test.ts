// The emulator's own reading of the protocol against requests that others signed, and against hostile ones.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PrincipalKey } from './principal.ts'
import { AcceptedSignatures } from './signature/accepted-signatures.ts'
import { parseHttpDate } from './request/clock-window.ts'
import { pass, refuse } from './verdict/outcome.ts'
import type { ReceivedRequest } from './request/received-request.ts'
import { REFUSAL_REASONS } from './verdict/reasons.ts'
import { verifyRequest, type Authority } from './verify-request.ts'

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 300)
interface RecordedCase {
  readonly name: string
  readonly key: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly signBodyHeaders: boolean
  readonly expected: {
    readonly url?: string
    readonly authorization: string
    readonly signingString: string
    readonly headers: Readonly<Record<string, string>>
  }
}

interface RecordedVectors {
  readonly keys: Readonly<Record<string, { readonly pem: string; readonly passphrase?: string }>>
  readonly cases: readonly RecordedCase[]
}

interface DocumentedVectors {
  readonly vectors: readonly {
    readonly name: string
    readonly keyPem: string
    readonly passphrase?: string
    readonly method: string
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly authorization: string
    readonly body: string | null
  }[]
}

const readVectors = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../conformance/vectors/${name}`, import.meta.url), 'utf8'))
const recorded = readVectors('signing-recorded.json') as RecordedVectors
const documented = readVectors('oci-docs.json') as DocumentedVectors

const readPublicKey = (pem: string, passphrase: string | undefined): KeyObject =>
  createPublicKey(createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) }))

function authorityFor(publicKey: PrincipalKey['publicKey'], now: number): Authority {
  const key: PrincipalKey = { principal: { kind: 'api-key', tenancy: 't', user: 'u' }, publicKey, label: 'it' }
  return { now: () => now, findKey: () => pass(key), allKeys: () => [], accepted: new AcceptedSignatures() }
}

function receive(method: string, url: string, headers: Record<string, string>, body: Buffer): ReceivedRequest {
  const target = /^[a-z]+:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1] ?? '/'
  const map = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value]]))
  return { method, target: target.startsWith('/') ? target : `/${target}`, headers: map, body }
}

/** The SDK can leave the body unsigned on any operation; the service takes that for uploads only. */
const isBodyUnsigned = (c: RecordedCase): boolean => ['PUT', 'POST', 'PATCH'].includes(c.method) && !c.signBodyHeaders

test.each(recorded.cases.map((c): [string, RecordedCase] => [c.name, c]))(
  'judges %s, signed by the Python SDK',
  (_, c) => {
    const { pem, passphrase } = recorded.keys[c.key]!
    const { expected } = c
    const headers: Record<string, string> = {
      ...c.headers,
      ...expected.headers,
      authorization: expected.authorization,
    }
    const request = receive(c.method, expected.url ?? c.url, headers, Buffer.from(c.body ?? '', 'base64'))
    const now = parseHttpDate(headers['x-date'] ?? headers['date'] ?? '')!
    const verified = verifyRequest(request, authorityFor(readPublicKey(pem, passphrase), now))
    const verdict = isBodyUnsigned(c)
      ? { verdict: 'refused', reason: 'missing-signed-header' }
      : { verdict: 'accepted' }
    expect(verified).toMatchObject({ ...verdict, signingString: expected.signingString })
  },
)

test.each<[string, string, object]>([
  ['docs-get', 'accepted', {}],
  ['docs-post', 'accepted', {}],
  ['riptides-get-session-token-keyid', 'accepted', {}],
  ['baremetal-get-rsa2048-encrypted-key', 'accepted', {}],
  ['baremetal-signing-string-post-small-body', 'accepted', {}],
  ['go-sdk-signing-string-localhost', 'accepted', {}],
  ['baremetal-get-legacy-two-headers', 'refused', { reason: 'missing-signed-header' }],
  ['httpsigner-pss-get-verify-only', 'refused', { reason: 'unsupported-algorithm' }],
  ['httpsigner-pss-post-verify-only', 'refused', { reason: 'unsupported-algorithm' }],
])('the documented vector %s is %s', (name, verdict, more) => {
  const v = documented.vectors.find((candidate) => candidate.name === name)!
  const request = receive(
    v.method,
    v.url,
    { ...v.headers, authorization: v.authorization },
    Buffer.from(v.body ?? '', 'utf8'),
  )
  const now = parseHttpDate(v.headers['date'] ?? '')!
  const verified = verifyRequest(request, authorityFor(readPublicKey(v.keyPem, v.passphrase), now))
  expect(verified).toMatchObject({ verdict, ...more })
})

test('answers any request with a verdict and never throws', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const now = Date.UTC(2026, 10, 20)
  const authority: Authority = {
    ...authorityFor(publicKey, now),
    findKey: (keyId) => (keyId.length % 2 === 0 ? authorityFor(publicKey, now).findKey(keyId) : refuse('unknown-key')),
  }
  const name = fc.constantFrom(
    'host',
    'date',
    'x-date',
    '__proto__',
    'constructor',
    'content-length',
    'x-content-sha256',
    'opc-obo-token',
    'x-emulator-signing-string',
  )
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.constant(new Date(now).toUTCString()))
  const headers = fc.array(fc.tuple(name, fc.array(value, { minLength: 1, maxLength: 2 })))
  const list = fc
    .array(fc.oneof(name, fc.constant('(request-target)')), { minLength: 1 })
    .map((n) => [...new Set(n)].join(' '))
  const authorization = fc
    .tuple(list, fc.base64String(), fc.string())
    .map(
      ([names, signature, keyId]) =>
        `Signature algorithm="rsa-sha256",headers="${names}",keyId="${keyId}",signature="${signature}"`,
    )
  const method = fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'TRACE')
  fc.assert(
    fc.property(method, fc.string({ unit: 'binary' }), headers, authorization, (verb, target, sent, auth) => {
      const map = new Map<string, string[]>([...sent, ['authorization', [auth]]])
      const verified = verifyRequest({ method: verb, target, headers: map, body: Buffer.from(target) }, authority)
      expect(verified.verdict !== 'accepted' && verified.reason in REFUSAL_REASONS).toBe(true)
    }),
    { numRuns },
  )
})
