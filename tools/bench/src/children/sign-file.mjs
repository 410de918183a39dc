// Signs a file as a body, or only reads it, in a process of its own, and tells its peak memory:
// node sign-file.mjs file|blobLike|factory sign|read <file>, the signer's options on stdin.
import { createReadStream, openAsBlob, statSync } from 'node:fs'
import { json } from 'node:stream/consumers'
import { Signer } from '@x/signer'

const [, , kind, action, file] = process.argv
const url = 'https://objectstorage.us-phoenix-1.oraclecloud.com/n/x/b/x/o/x'

/** What a library's own Blob looks like: it is no instance of the global class. */
const blobLike = {
  [Symbol.toStringTag]: 'Blob',
  size: statSync(file).size,
  type: '',
  stream: () => ReadableStream.from(createReadStream(file)),
}
const bodies = { file: () => openAsBlob(file), blobLike: () => blobLike, factory: () => () => createReadStream(file) }

const signer = new Signer(await json(process.stdin))
const body = await bodies[kind]()

const actions = {
  async sign() {
    const { headers } = await signer.sign({ method: 'PUT', url, body })
    return Number(headers['content-length'])
  },
  async read() {
    await signer.sign({ method: 'PUT', url, body: 'x' })
    let bytes = 0
    for await (const chunk of kind === 'factory' ? body() : body.stream()) bytes += chunk.byteLength
    return bytes
  },
}
const bytes = await actions[action]()
console.log(JSON.stringify({ bytes, peakBytes: process.resourceUsage().maxRSS * 1024 }))
