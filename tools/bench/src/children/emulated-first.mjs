// Starts an emulator with kept keys as a test does, has a request verified, then starts a second one whose instance gets a token, and tells
// how long each took, in milliseconds: node emulated-first.mjs
import { createHash, createPublicKey, sign, X509Certificate } from 'node:crypto'

const start = performance.now()
const { startEmulator } = await import('@x/emulator')
const oci = await startEmulator({ keys: 'kept' })

/** With a signature by hand, so that no signing package is measured. */
async function send(origin, { method, path, keyId, key, lines = [], headers = {}, body }) {
  const date = new Date().toUTCString()
  const names = ['date', '(request-target)', ...lines.map(([name]) => name)]
  const values = [
    `date: ${date}`,
    `(request-target): ${method.toLowerCase()} ${path}`,
    ...lines.map((line) => line.join(': ')),
  ]
  const signature = sign('sha256', Buffer.from(values.join('\n')), key).toString('base64')
  const authorization = `Signature algorithm="rsa-sha256",headers="${names.join(' ')}",keyId="${keyId}",signature="${signature}",version="1"`
  const response = await fetch(origin + path, { method, body, headers: { date, authorization, ...headers } })
  if (response.status !== 200) throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`)
  return response
}

const keyId = `${oci.tenancy}/${oci.user}/${oci.apiKey.fingerprint}`
const key = oci.apiKey.pem
await send(oci.url, { method: 'GET', path: '/echo', keyId, key, lines: [['host', new URL(oci.url).host]] })
const verifiedMs = performance.now() - start
// The first instance: its keys are made or read, and what makes certificates is loaded.
await oci.environment('instance')

const again = performance.now()
const other = await startEmulator({ keys: 'kept' })
await other.environment('instance')
await exchange(other)
const instanceMs = performance.now() - again
await Promise.all([oci.close(), other.close()])
console.log(JSON.stringify({ verifiedMs, instanceMs }))

async function exchange({ url, tenancy, certificates }) {
  const { certificatePem, privateKeyPem, intermediatePem } = await certificates()
  const leaf = new X509Certificate(certificatePem)
  const publicKey = createPublicKey(oci.apiKey.pem).export({ type: 'spki', format: 'der' }).toString('base64')
  const body = JSON.stringify({
    certificate: bare(certificatePem),
    intermediateCertificates: [bare(intermediatePem)],
    publicKey,
    purpose: 'DEFAULT',
    fingerprintAlgorithm: 'SHA256',
  })
  const headers = {
    'content-length': String(Buffer.byteLength(body)),
    'content-type': 'application/json',
    'x-content-sha256': createHash('sha256').update(body).digest('base64'),
  }
  const id = `${tenancy}/fed-x509-sha256/${leaf.fingerprint256}`
  await send(url, {
    method: 'POST',
    path: '/v1/x509',
    keyId: id,
    key: privateKeyPem,
    lines: Object.entries(headers),
    headers,
    body,
  })
}

function bare(pem) {
  return pem.replaceAll(/-----[A-Z ]+-----|\s/g, '')
}
