// A certificate of a third party; and what is loaded to read it. Nothing here may import node-forge itself.
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { PEMStringCertificateRetriever } from '../src/index.ts'
import { OPENSSL_PEM, OPENSSL_SAYS } from './openssl-certificate.ts'

const loadedParts = (): string[] =>
  Object.keys(createRequire(import.meta.url).cache).flatMap(
    (path) => /node-forge\/lib\/(\w+)\.js$/.exec(path)?.[1] ?? [],
  )

test('what OpenSSL wrote is read as OpenSSL reads it, with no more of node-forge than reads ASN.1, and that not before', async () => {
  const retriever = new PEMStringCertificateRetriever({ certificatePem: OPENSSL_PEM, now: () => Date.UTC(2030, 0) })
  expect(loadedParts()).toEqual([])
  const bundle = await retriever.refresh()
  expect(loadedParts()).toContain('asn1')
  expect(loadedParts()).not.toContain('rsa')
  const { notBefore, notAfter } = bundle
  const [sha256, sha1] = [bundle.fingerprint('SHA256'), bundle.fingerprint('SHA1')]
  expect({ notBefore, notAfter, sha256, sha1, tenancy: bundle.tenancy() }).toEqual(OPENSSL_SAYS)
})
