import { expect, test } from 'vitest'
import { explain } from './explain.ts'
import { redactKeyId } from '../lib/redact.ts'
import { explained } from './explained.ts'
import { Refusal, type RefusalKind } from './refusal.ts'

test.each<[RefusalKind, unknown, string]>([
  ['unsupported-method', 'TRACE', 'The method "TRACE" cannot be signed. Use GET, HEAD, DELETE, POST, PUT or PATCH.'],
  ['unsupported-method', 'a\nb', 'The method "a\\nb" cannot be signed.'],
  ['invalid-url', '', 'The URL is not absolute. Give an absolute http or https address such as https://iaas'],
  ['invalid-url', true, 'The URL carries user info. Give an absolute http or https address'],
  ['invalid-url', false, 'The URL has no valid host. Give an absolute http or https address'],
  ['invalid-header', 'x\ny', 'The header "x\\ny" has a character that cannot be signed. Use visible ASCII'],
  ['missing-header', 'x-a', 'The header x-a is to be signed but the request has none. Set it'],
  ['duplicate-header', 'date', 'The header date is given twice with different values. Give it once.'],
  ['host-mismatch', 'h', "not the URL's host, h. Leave the header out"],
  ['content-length-mismatch', '3', 'The body has 3 bytes, but the content-length header says something else'],
  ['unsupported-body', 'is a Map', 'The body is a Map. Give a string, bytes'],
  ['invalid-key-id', '', 'The key id is empty or has a quote'],
])('%s of %j in words', (kind, detail, sentence) => {
  const error = explain(new Refusal(kind, detail))
  expect(error).toMatchObject({ name: 'SigningError', code: 'ERR_SIGNING', kind })
  expect(error.message).toContain(sentence)
})

test.each<[RefusalKind, string]>([
  ['no-credential', 'It has to be a function that yields { keyId, key }'],
  ['no-signature', 'It has to yield the signature as a Uint8Array'],
])('%s in words', (reason, sentence) => {
  const error = explain(new Refusal(reason))
  expect(error).toMatchObject({ name: 'InvalidCredentialError', code: 'ERR_INVALID_CREDENTIAL', reason })
  expect(error.message).toContain(sentence)
})

test('what is no refusal passes as it is, and so does what succeeds', async () => {
  const failure = new TypeError('mine')
  await expect(explained(Promise.reject(failure))).rejects.toBe(failure)
  await expect(explained(Promise.reject(new Refusal('invalid-url', 'x')))).rejects.toMatchObject({
    kind: 'invalid-url',
  })
  expect(await explained(Promise.resolve(5))).toBe(5)
})

test.each([
  ['ST$eyJ.e30.sig', 'ST$<redacted>'],
  ['tenancy/user/20:3b', 'tenancy/user/<redacted>'],
  ['resource/v2.1/ocid1', 'resource/v2.1/<redacted>'],
  ['key', '<redacted>'],
  ['/key', '/<redacted>'],
  ['tenancy/user/ST$x', 'tenancy/user/<redacted>'],
])('the key id %s is shown as %s', (keyId, shown) => expect(redactKeyId(keyId)).toBe(shown))
