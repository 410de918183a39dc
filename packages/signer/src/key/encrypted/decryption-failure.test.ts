import { expect, test } from 'vitest'
import { decryptionFailure } from './decryption-failure.ts'

test.each([
  ['bad-passphrase', 'Node', new Error('error:1C800064:Provider routines::bad decrypt')],
  ['bad-passphrase', 'Node, of nonsense', new Error('error:1E08010C:DECODER routines::unsupported')],
  ['bad-passphrase', 'Deno', new Error('invalid encrypted PKCS#8 private key')],
  ['bad-passphrase', 'WebCrypto', new DOMException('', 'OperationError')],
  ['unsupported-encryption', 'Node', new Error('error:0308010C:digital envelope routines::unsupported')],
  ['unsupported-encryption', 'Deno, of triple DES', new Error('invalid PKCS#8 private key')],
  ['unsupported-encryption', 'Bun', new Error('error:13000082:PKCS8 routines:OPENSSL_internal:UNSUPPORTED_PRF')],
  ['unsupported-encryption', 'Chromium', new Error('192-bit AES keys are not supported')],
  ['unsupported-encryption', 'WebCrypto', new DOMException('', 'NotSupportedError')],
])('is %s in the words of %s', (reason, _, cause) => {
  expect(decryptionFailure(cause)).toBe(reason)
})
