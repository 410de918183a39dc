// All that differs by runtime, as a table: the cases themselves know nothing of runtimes.
import type { Json } from './case.ts'
import type { Trait } from './traits.ts'

export interface Difference {
  /** One trait of the runtimes that the row is about. */
  readonly where: Trait
  /** Finds the cases by `group: name`. */
  readonly cases: RegExp
  /** What is to be observed there instead. */
  readonly expected: Json
  readonly why: string
}

const UNSUPPORTED: Json = {
  code: 'ERR_INVALID_PRIVATE_KEY',
  reason: 'unsupported-encryption',
  remedy: 'openssl pkcs8 -topk8 -v2 aes-256-cbc -in key.pem -out converted.pem',
}

const row = (where: Trait, cases: RegExp, expected: Json, why: string): Difference => ({ where, cases, expected, why })

export const DIFFERENCES: readonly Difference[] = [
  row('cjs', /^builds: the entry/, '@x/signer/dist/index.cjs', 'require leads to the CommonJS build'),
  row(
    'web',
    /^builds: the runtime modules$/,
    [
      '@x/http/dist/runtime/web',
      '@x/signer/dist/runtime/web-keys',
      '@x/signer/dist/runtime/web-public-keys',
      '@x/signer/dist/runtime/web',
    ],
    'the builds for WebCrypto and fetch alone',
  ),
  row(
    'web',
    /^builds: modules that a bundle/,
    ['node:fs/promises', 'node:os', 'node:path'],
    '@x/config loads them when it is to read a file, and says where there is none',
  ),

  row(
    'web',
    /^keys: traditional encrypted PEM/,
    UNSUPPORTED,
    'WebCrypto has neither its key derivation nor triple DES',
  ),
  row('web', /^keys: .*(scrypt|triple DES)/, UNSUPPORTED, 'WebCrypto has neither scrypt nor triple DES'),
  row('chromium', /^keys: encrypted PKCS#8: .*AES-192/, UNSUPPORTED, "Chromium's WebCrypto has no AES with 192 bits"),
  row('deno', /^keys: encrypted PKCS#8: .*triple DES/, UNSUPPORTED, "Deno's node:crypto opens no triple DES in PKCS#8"),
  row('web', /^keys: `KeyObject`/, 'absent: node:crypto', 'there is no node:crypto'),
  row('web', /^keys: `privateKeyFile`/, { code: 'ERR_KEY_FILE_UNREADABLE' }, 'there are no files'),
  row(
    'web',
    /^vectors: .*with its key (pkcs1-aes256-cbc|pkcs1-des-ede3-cbc|pkcs8-pbes2-scrypt)$/,
    UNSUPPORTED,
    'the key does not open; the same requests are signed with the key in clear',
  ),
  row('web', /^vectors: baremetal-/, UNSUPPORTED, 'the key is traditional encrypted PEM with triple DES'),

  row('web', /^bodies: .*Readable/, 'absent: node:stream', 'there is no node:stream'),
  row('chromium', /^fetch: which header carries/, 'x-date', 'a page cannot set Date'),
  row('chromium', /^fetch: a redirect/, [0, true], 'a page sees a redirect as an opaque response with status 0'),
  row(
    'chromium',
    /^axios: a redirect/,
    401,
    'an XMLHttpRequest follows it, and the next address refuses the signature',
  ),
  row('chromium', /^axios: over fetch: a redirect/, 0, 'a page sees a redirect as an opaque response with status 0'),
  row(
    'bun',
    /^fetch: posts a Request made of a string$/,
    { status: 200, type: 'application/octet-stream', arrives: 'a,b' },
    'Bun shows no content-type on such a Request',
  ),
  row('chromium', /^http: which header says/, ['x-orcl-user-agent'], 'a page cannot set User-Agent'),
  row('web', /^http: a host that does not answer/, { code: 'ERR_NETWORK' }, 'fetch does not say why'),
  row(
    'web',
    /^http: TLS can be chosen$/,
    { code: 'ERR_UNSUPPORTED_OPTION', option: 'certBundleVerify' },
    'the runtime alone decides whom it trusts',
  ),
  row('chromium', /^config: a file is read$/, { code: 'ERR_FILE_SYSTEM_UNAVAILABLE' }, 'there are no files'),
  row(
    'workerd',
    /^config: a file is read$/,
    { code: 'ERR_CONFIG_FILE_NOT_FOUND' },
    'workerd has a file system of its own, without such a file',
  ),
  row('chromium', /^data plane: a database/, { code: 'ERR_FILE_SYSTEM_UNAVAILABLE' }, 'there are no files'),
  row(
    'workerd',
    /^data plane: a database/,
    { code: 'ERR_CONFIG_WRITE' },
    'workerd has a file system of its own, where no such folder can be made',
  ),
  row('web', /^principals: /, 'absent: @x/auth-federation', 'an instance has no browser'),
]
