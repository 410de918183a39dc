// @x/axios over the adapter that axios chooses in Node.
import { Readable } from 'node:stream'
import { attachSigner } from '@x/axios'
import type { ConformanceCase, Emulator } from '@x/emulator'
import axios from 'axios'
import { bodyOf } from './asked-body.ts'
import { signerOf } from './bare.ts'
import type { SendCase } from './play.ts'

export function axiosClient(oci: Emulator): SendCase {
  const signer = signerOf(oci)
  const [client, uploads] = [axios.create({ validateStatus: null }), axios.create({ validateStatus: null })]
  attachSigner(client, signer)
  attachSigner(uploads, signer, { bodySigning: 'exclude' })
  return (asked) => {
    const { method, url, bodyUnsigned } = asked
    return (bodyUnsigned ? uploads : client).request({
      method,
      url,
      headers: grouped(asked),
      data: dataOf(asked),
      transformRequest: (data) => data,
    })
  }
}

/** axios takes Node's streams and Buffers. */
function dataOf(asked: ConformanceCase): unknown {
  const body = bodyOf(asked)
  if (body instanceof ReadableStream) return Readable.from(body)
  return body instanceof Uint8Array ? Buffer.from(body) : body
}

function grouped({ headers }: ConformanceCase): Record<string, string | string[]> {
  const all: Record<string, string | string[]> = {}
  for (const [name, value] of headers) all[name] = name in all ? [all[name]!, value].flat() : value
  return all
}
