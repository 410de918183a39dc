// Uploads to the emulator, which verifies the signature and keeps the bytes.
import { createHash, randomBytes } from 'node:crypto'
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSignedFetch } from '@x/fetch'
import { startEmulator, type Emulator } from '@x/emulator'
import { Signer } from '@x/signer'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { upload, uploadWithAxios } from './upload-progress.ts'

const bytes = randomBytes(1_000_003)
let folder: string
let file: string
let oci: Emulator
let signer: Signer
let object: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upload-'))
  oci = await startEmulator()
  const { tenancy, user, apiKey } = oci
  signer = new Signer({ tenancy, user, fingerprint: apiKey.fingerprint, privateKey: apiKey.pem })
})
afterAll(async () => {
  await oci.close()
  await rm(folder, { recursive: true })
})
beforeEach(async () => {
  object = `${oci.url}/n/space/b/bucket/o/${randomBytes(4).toString('hex')}`
  file = join(folder, 'file.bin')
  await writeFile(file, bytes)
})

describe.each([
  ['fetch', upload],
  ['axios', uploadWithAxios],
])('an upload with %s', (_, send) => {
  test('tells how far it is, up to the end, and the service has the bytes', async () => {
    const steps: number[] = []
    const etag = await send(signer, file, object, { onProgress: (sent, total) => void steps.push(sent / total) })
    expect(etag).not.toBe('')
    await vi.waitFor(() => expect(steps.at(-1)).toBe(1), { timeout: 10_000 })
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
    const stored = await createSignedFetch(signer)(object)
    expect(stored.headers.get('etag')).toBe(etag)
    expect(sha256(await stored.arrayBuffer())).toBe(sha256(bytes))
    const put = oci.requests.find(({ target }) => object.endsWith(target))
    expect(put).toMatchObject({ bodyBytes: bytes.length, headers: { 'content-length': String(bytes.length) } })
    expect(put?.headers).not.toHaveProperty('x-content-sha256')
  })

  test('sends an empty file too', async () => {
    await writeFile(file, '')
    await send(signer, file, object)
    expect((await createSignedFetch(signer)(object)).headers.get('content-length')).toBe('0')
  })

  test('is aborted on its way, and leaves no object', async () => {
    const stop = new AbortController()
    const onProgress = (): void => stop.abort()
    await appendFile(file, Buffer.alloc(20_000_000))
    const sending = send(signer, file, object, { onProgress, signal: stop.signal })
    await expect(sending).rejects.toThrow(/abort|cancel/i)
    expect((await createSignedFetch(signer)(object)).status).toBe(404)
  })

  test('rejects where the service refuses', async () => {
    oci.faults.add({ times: 1, effect: { status: 403 } })
    await expect(send(signer, file, object)).rejects.toThrow(/403/)
  })
})

const sha256 = (data: ArrayBuffer | Uint8Array): string =>
  createHash('sha256').update(new Uint8Array(data)).digest('hex')
