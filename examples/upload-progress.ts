// Uploads a file to Object Storage and tells how far it is. The file is streamed, never held in memory, and can be of any size.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { attachSigner } from '@x/axios'
import { createSignedFetch } from '@x/fetch'
import type { RequestSigner } from '@x/signer'
import axios from 'axios'

export interface UploadOptions {
  /** Told of each piece that was handed to the connection; both in bytes. */
  readonly onProgress?: (sent: number, total: number) => void
  readonly signal?: AbortSignal
}

/** PutObject allows a body that the signature does not cover: hashing it would take a reading of its own. Over https nobody changes it. */
const bodySigning = 'exclude'

/**
 * With fetch, which has no progress of its own: what is read of the file is counted.
 *
 * @param object - address of the object, `…/n/{namespace}/b/{bucket}/o/{object}`
 * @returns the ETag of the object
 */
export async function upload(
  signer: RequestSigner,
  path: string,
  object: string,
  { onProgress, signal }: UploadOptions = {},
): Promise<string> {
  // Object Storage refuses a body of unknown length (411). One that turns out to have another is an error of fetch.
  const { size } = await stat(path)
  const response = await createSignedFetch(signer, { bodySigning })(object, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(size) },
    body: counted(path, (sent) => onProgress?.(sent, size)),
    duplex: 'half',
    signal,
  } as unknown as RequestInit)
  if (!response.ok) throw new Error(`The object was refused with status ${response.status}: ${await response.text()}`)
  return response.headers.get('etag') ?? ''
}

/** The file is closed when it was read, and when nobody reads on. */
async function* counted(path: string, onCount: (sent: number) => void): AsyncGenerator<Uint8Array> {
  let sent = 0
  for await (const piece of createReadStream(path) as AsyncIterable<Uint8Array>) {
    yield piece
    onCount((sent += piece.length))
  }
}

/** The same with axios, which counts by itself: it tells three times a second at most, and the end perhaps after the answer. */
export async function uploadWithAxios(
  signer: RequestSigner,
  path: string,
  object: string,
  { onProgress, signal }: UploadOptions = {},
): Promise<string> {
  const { size } = await stat(path)
  const http = axios.create()
  attachSigner(http, signer, { bodySigning })
  const response = await http.put<unknown>(object, createReadStream(path), {
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(size) },
    onUploadProgress: ({ loaded }) => onProgress?.(loaded, size),
    ...(signal && { signal }),
  })
  return String(response.headers['etag'])
}
