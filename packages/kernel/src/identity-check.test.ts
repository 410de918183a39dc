import type * as crypto from 'node:crypto'
import type { PeerCertificate } from 'node:tls'
import { expect, test } from 'vitest'
import { identityCheck } from './identity-check.ts'

const REFUSED = new Error('refused')
const check = (nodes: Error | undefined, openssls: string | undefined) =>
  identityCheck(
    { checkServerIdentity: () => nodes },
    {
      X509Certificate: class {
        checkIP = () => openssls
      } as unknown as typeof crypto.X509Certificate,
    },
  )
const CERTIFICATE = { raw: Buffer.alloc(0) } as PeerCertificate

test.each([
  ['what Node takes is taken', undefined, undefined, '::1', undefined],
  ['an IPv6 address that Node refuses and OpenSSL knows is taken', REFUSED, '::1', '::1', undefined],
  ['one that neither takes is refused', REFUSED, undefined, '::1', REFUSED],
  ['a name that Node refuses stays refused', REFUSED, 'a.example', 'a.example', REFUSED],
  ['an IPv4 address too', REFUSED, '10.0.0.1', '10.0.0.1', REFUSED],
])('%s', (_, nodes, openssls, host, expected) => {
  expect(check(nodes, openssls)(host, CERTIFICATE)).toBe(expected)
})
