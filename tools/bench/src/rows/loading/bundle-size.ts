// What a browser has to load at once: minified, then compressed with gzip.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { gzipSync } from 'node:zlib'
import { type Bundle, bundle } from '../../../../checks/bundle.ts'
import { peerFolder } from '../../peers.ts'
import { KILOBYTES, type Measurement, type Row, show } from '../../row.ts'

interface Budget {
  readonly what: string
  readonly code: string
  /** Absent: less than aws4fetch, which does as much. */
  readonly goalBytes?: number
  /** Modules that load late but count, because the row promises them. */
  readonly counted?: RegExp
}

const HERE = fileURLToPath(new URL('../../..', import.meta.url))
const SIGNED_FETCH = "export { createSignedFetch } from '@x/fetch'"
const BUDGETS: readonly Budget[] = [
  {
    what: 'bundle: createSigner with a CryptoKey, sendSigned',
    code: "export { createSigner, sendSigned } from '@x/signer'",
  },
  {
    what: 'bundle: createSigner with a CryptoKey, signed fetch',
    code: `export { createSigner } from '@x/signer'; ${SIGNED_FETCH}`,
    goalBytes: 3_505,
  },
  {
    what: 'bundle: Signer with PEM and its diagnosis, signed fetch',
    code: `export { Signer } from '@x/signer'; ${SIGNED_FETCH}`,
    goalBytes: 7_350,
    counted: /read-private-key|resolve-key/,
  },
]

export const measure: Measurement = async () => {
  const aws4fetch = await bundle("export { AwsClient } from 'aws4fetch'", peerFolder('aws4fetch'))
  const ours = await Promise.all(BUDGETS.map((budget) => ourRows(budget, aws4fetch.gzipBytes)))
  return [...ours.flat(), aws4fetchRow(aws4fetch), await ociCommonRow()]
}

/** A bundler that does not split, such as that of Workers, puts into one file what would load late. */
const EVERYTHING = /./

async function ourRows(budget: Budget, peerBytes: number): Promise<readonly Row[]> {
  const { what, code, goalBytes = peerBytes, counted } = budget
  const { gzipBytes, text } = await bundle(code, HERE, counted)
  const whole = await bundle(code, HERE, EVERYTHING)
  return [
    {
      what,
      goal: budget.goalBytes ? `≤ ${show(goalBytes, KILOBYTES)}` : '≤ aws4fetch',
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

const aws4fetchRow = ({ gzipBytes, text }: Bundle): Row => ({
  what: 'bundle: aws4fetch',
  measured: show(gzipBytes, KILOBYTES),
  raw: { gzipBytes, minifiedBytes: text.length },
})

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
