// What a browser has to load at once: minified, then compressed with gzip.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { gzipSync } from 'node:zlib'
import { bundle } from '../../../checks/bundle.ts'
import { peerFolder } from '../peers.ts'
import { KILOBYTES, type Measurement, type Row, show } from '../row.ts'

interface Budget {
  readonly what: string
  readonly code: string
  readonly goalBytes: number
  /** Modules that load late but count, because the row promises them. */
  readonly counted?: RegExp
}

const HERE = fileURLToPath(new URL('../..', import.meta.url))
const SIGNED_FETCH = "export { createSignedFetch } from '@x/fetch'"
const BUDGETS: readonly Budget[] = [
  {
    what: 'bundle: createSigner with a CryptoKey, signed fetch',
    code: `export { createSigner } from '@x/signer'; ${SIGNED_FETCH}`,
    goalBytes: 2_500,
  },
  {
    what: 'bundle: Signer with PEM and its diagnosis, signed fetch',
    code: `export { Signer } from '@x/signer'; ${SIGNED_FETCH}`,
    goalBytes: 4_000,
    counted: /read-private-key|resolve-key/,
  },
]

export const measure: Measurement = async () => [
  ...(await Promise.all(BUDGETS.map(ourRows))).flat(),
  await aws4fetchRow(),
  await ociCommonRow(),
]

/** A bundler that does not split, such as that of Workers, puts into one file what would load late. */
const EVERYTHING = /./

async function ourRows({ what, code, goalBytes, counted }: Budget): Promise<readonly Row[]> {
  const { gzipBytes, text } = await bundle(code, HERE, counted)
  const whole = await bundle(code, HERE, EVERYTHING)
  return [
    {
      what,
      goal: `≤ ${show(goalBytes, KILOBYTES)}`,
      measured: show(gzipBytes, KILOBYTES),
      reached: gzipBytes <= goalBytes,
      raw: { gzipBytes, minifiedBytes: text.length },
    },
    {
      what: '  in one file with all that loads late',
      measured: show(whole.gzipBytes, KILOBYTES),
      raw: { gzipBytes: whole.gzipBytes, minifiedBytes: whole.text.length },
    },
  ]
}

async function aws4fetchRow(): Promise<Row> {
  const { gzipBytes, text } = await bundle("export { AwsClient } from 'aws4fetch'", peerFolder('aws4fetch'))
  return {
    what: 'bundle: aws4fetch',
    measured: show(gzipBytes, KILOBYTES),
    raw: { gzipBytes, minifiedBytes: text.length },
  }
}

/** It needs modules of Node's, so a browser's bundle cannot be made; Node's can, without those modules. */
async function ociCommonRow(): Promise<Row> {
  const { outputFiles } = await build({
    stdin: {
      contents: "export { DefaultRequestSigner, SimpleAuthenticationDetailsProvider } from 'oci-common'",
      resolveDir: peerFolder('oci-common'),
    },
    bundle: true,
    minify: true,
    write: false,
    platform: 'node',
    legalComments: 'none',
    logLevel: 'error',
  })
  const bytes = outputFiles[0]?.contents ?? new Uint8Array()
  const gzipBytes = gzipSync(bytes, { level: 9 }).length
  return {
    what: 'bundle: oci-common (for Node; a browser lacks what it needs)',
    measured: show(gzipBytes, KILOBYTES),
    raw: { gzipBytes, minifiedBytes: bytes.length },
  }
}
