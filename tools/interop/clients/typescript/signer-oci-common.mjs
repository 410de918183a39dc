// The signer of OCI's SDK for TypeScript with the client that its service clients send with.
import { Readable } from 'node:stream'
import common from 'oci-common'
import { bodyOf, bytesOf, play } from './conformance.mjs'

const provider = new common.ConfigFileAuthenticationDetailsProvider(process.env.OCI_CONFIG_FILE)
const client = new common.FetchHttpClient(new common.DefaultRequestSigner(provider))

await play(async (asked) => {
  const { method, url, bodyUnsigned, stream } = asked
  const headers = new Headers()
  for (const [name, value] of asked.headers) headers.append(name, value)
  const body = stream ? Readable.from([bytesOf(asked)]) : bodyOf(asked)
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error('no answer')), 3000).unref())
  const sent = client.send({ method, uri: url, headers, body }, bodyUnsigned)
  const answer = await Promise.race([sent, late])
  await answer.text()
  return answer.status
})
