// A program that takes part in the conformance suite as an author in another language would: it knows the addresses, the variables and
// OCI's rules for signatures, and imports nothing of the emulator.
import { createHash, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'

const { OCI_EMULATOR_URL, OCI_EMULATOR_CA, OCI_TENANCY, OCI_USER, OCI_FINGERPRINT, OCI_KEY_FILE } = process.env
const origin = new URL(OCI_EMULATOR_URL)
const ca = OCI_EMULATOR_CA && readFileSync(OCI_EMULATOR_CA, 'utf8')
const key = readFileSync(OCI_KEY_FILE, 'utf8').replace(/OCI_API_KEY\s*$/, '')
const [path, port] = [(one) => one.pathname + one.search, origin.port]

function send(options, body) {
  const open = origin.protocol === 'https:' ? overHttps : overHttp
  return new Promise((resolve, reject) => {
    const hostname = origin.hostname.replace(/^\[|]$/g, '')
    const sent = open({ hostname, port, ca, agent: false, ...options }, async (answer) => {
      let text = ''
      for await (const chunk of answer) text += chunk
      resolve(text)
    })
    sent.on('error', reject).end(body)
  })
}

const { cases } = JSON.parse(await send({ path: '/conformance/cases' }))
for (const one of cases) {
  // A right client may refuse what is no valid URL.
  if (one.demand !== 'passes') continue
  const body = one.body === null ? undefined : Buffer.from(one.body, 'base64')
  const url = new URL(one.url)
  const headers = { host: url.host, date: new Date().toUTCString() }
  for (const [name, value] of one.headers) headers[name.toLowerCase()] = value
  if (one.covers.includes('x-content-sha256')) {
    headers['content-type'] ??= 'application/octet-stream'
    headers['content-length'] = String(body?.length ?? 0)
    headers['x-content-sha256'] = createHash('sha256')
      .update(body ?? '')
      .digest('base64')
  }
  const names = one.covers.map((name) => (name === 'date' && 'x-date' in headers ? 'x-date' : name))
  const target = `${one.method.toLowerCase()} ${path(url)}`
  const text = names.map((name) => `${name}: ${name === '(request-target)' ? target : headers[name]}`).join('\n')
  const signature = sign('sha256', Buffer.from(text), key).toString('base64')
  const keyId = `${OCI_TENANCY}/${OCI_USER}/${OCI_FINGERPRINT}`
  headers.authorization = `Signature version="1",keyId="${keyId}",algorithm="rsa-sha256",headers="${names.join(' ')}",signature="${signature}"`
  const repeated = one.headers.filter(([name]) => name === 'x-tag').map(([, value]) => value)
  const wire = repeated.length > 0 ? { ...headers, 'x-tag': repeated } : headers
  await send({ method: one.method, path: path(url), headers: wire, servername: 'localhost' }, body)
}
