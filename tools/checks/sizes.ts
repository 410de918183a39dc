// What a browser has to load: byte budgets, and names that must not appear.
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.ts'

interface Budget {
  readonly name: string
  readonly code: string
  /** Of the part that loads at once, minified and gzipped. */
  readonly maxBytes: number
  /** Modules that load late but count, because the row promises them. */
  readonly counted?: RegExp
}

const FETCH = "export { createSignedFetch } from '@x/fetch'"

const BUDGETS: readonly Budget[] = [
  { name: 'createSigner + signed fetch', code: `export { createSigner } from '@x/signer'; ${FETCH}`, maxBytes: 3_505 },
  {
    // 600 bytes of it are the face that all signers share: ready, whoami, status, on, close.
    name: 'Signer + signed fetch, with PEM and its diagnosis',
    code: `export { Signer } from '@x/signer'; ${FETCH}`,
    maxBytes: 7_350,
    counted: /read-private-key|resolve-key/,
  },
  // With createSigner; 1 600 bytes of it find the option that was meant, since it is refused at once.
  {
    name: 'createSigner + HTTP client for the clients of Oracle’s SDK',
    code: "export { createSigner } from '@x/signer'; export { createOciHttpClient, setClientRegion } from '@x/oci-common'",
    maxBytes: 5_900,
  },
  { name: 'verifyRequest', code: "export { verifyRequest } from '@x/signer/verify'", maxBytes: 6_500 },
  { name: 'replayStore of a fleet', code: "export { redisStore, replayStore } from '@x/fleet'", maxBytes: 3_300 },
  // 800 bytes of it find the option that was meant: a strategy is made at once, so the words cannot be loaded late.
  { name: 'retry', code: "export { retry, retryStrategy } from '@x/retry'", maxBytes: 8_200 },
]

/** A budget lets a little of anything in; these must not be in it at all. */
const FORBIDDEN = /node:|node-forge|axios|require\(/

/** It depends on every library. */
const UMBRELLA = fileURLToPath(new URL('../../packages/sdk', import.meta.url))

let failed = false
for (const { name, code, maxBytes, counted } of BUDGETS) {
  const { gzipBytes, text } = await bundle(code, UMBRELLA, counted)
  const forbidden = FORBIDDEN.exec(text)?.[0]
  const fits = gzipBytes <= maxBytes && !forbidden
  failed ||= !fits
  console.log(
    `${fits ? 'ok  ' : 'FAIL'} ${name}: ${gzipBytes} of ${maxBytes} bytes${forbidden ? `, contains ${forbidden}` : ''}`,
  )
}
if (failed) process.exit(1)
