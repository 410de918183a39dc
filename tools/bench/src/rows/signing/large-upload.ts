// A PUT of 10 MB through the signed fetch, beside bare fetch plus hash and signature: what the copy costs that lets a caller use the
// buffer again.
import { createHash, sign } from 'node:crypto'
import { createSignedFetch } from '@x/fetch'
import { Signer } from '@x/signer'
import { apiKey, keyObject } from '../../fixtures.ts'
import { withServer } from '../../loopback.ts'
import { interleaved, quantile, ratios, spreadOf, type Work } from '../../measure.ts'
import { MILLISECONDS, show, showSpread, TIMES, type Measurement } from '../../row.ts'

const BYTES = 10_000_000

export const measure: Measurement = ({ rounds }) =>
  withServer(async (origin) => {
    const url = `${origin}/n/namespace/b/bucket/o/object`
    const init = { method: 'PUT', body: Buffer.alloc(BYTES, 'x') }
    const put =
      (send: typeof fetch): Work =>
      async () =>
        (await send(url, init)).json()
    const bare = put(fetch)
    const spentMs = await interleaved(
      {
        signedFetch: put(createSignedFetch(new Signer(apiKey))),
        byHand: () => {
          sign('sha256', createHash('sha256').update(init.body).digest(), keyObject)
          return bare()
        },
        copy: () => new Uint8Array(init.body),
      },
      { rounds },
    )
    const speed = spreadOf(ratios(spentMs.byHand, spentMs.signedFetch))
    const copyMs = spreadOf(spentMs.copy)
    return [
      {
        what: 'createSignedFetch, PUT of 10 MB / bare fetch, SHA-256 and crypto.sign',
        measured: `${showSpread(speed, TIMES)}, ${show(quantile(spentMs.signedFetch, 0.5), MILLISECONDS)}`,
        raw: { bytes: BYTES, spentMs, speed },
      },
      { what: '  one copy of 10 MB', measured: showSpread(copyMs, MILLISECONDS), raw: copyMs },
    ]
  })
