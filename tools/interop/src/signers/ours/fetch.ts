// @x/fetch over the fetch of this runtime.
import type { Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import { bodyOf } from './asked-body.ts'
import { signerOf } from './bare.ts'
import type { SendCase } from './play.ts'

export function fetchClient(oci: Emulator): SendCase {
  const signer = signerOf(oci)
  const signedFetch = createSignedFetch(signer)
  const uploads = createSignedFetch(signer, { bodySigning: 'exclude' })
  return async (asked) => {
    const { method, url, headers, bodyUnsigned } = asked
    const body = bodyOf(asked)
    const init = {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      body: body ?? null,
    }
    const streamed = body instanceof ReadableStream ? ({ ...init, duplex: 'half' } as RequestInit) : init
    const answer = await (bodyUnsigned ? uploads : signedFetch)(url, streamed)
    await answer.arrayBuffer()
  }
}
