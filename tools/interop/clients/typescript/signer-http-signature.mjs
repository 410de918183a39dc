// The package http-signature as in Oracle's first sample for JavaScript: it signs a request of node:https, here of node:http, before its body is sent.
import { readFileSync } from 'node:fs'
import { request as openRequest } from 'node:http'
import httpSignature from 'http-signature'
import { bodyOf, play, sha256, TIMEOUT_MS } from './conformance.mjs'

const config = readFileSync(process.env.OCI_CONFIG_FILE, 'utf8')
const of = (name) => new RegExp(`^${name}=(.*)$`, 'm').exec(config)[1]
const keyId = `${of('tenancy')}/${of('user')}/${of('fingerprint')}`
const key = readFileSync(of('key_file'), 'utf8').replace(/OCI_API_KEY\s*$/, '')

const GENERIC = ['host', 'date', '(request-target)']
const BODY = ['content-type', 'content-length', 'x-content-sha256']

function sign(sent, { headers, body, withBody }) {
  for (const [name, value] of headers) sent.setHeader(name, value)
  if (withBody) {
    sent.setHeader('content-length', Buffer.byteLength(body))
    sent.setHeader('x-content-sha256', sha256(body))
    if (!sent.hasHeader('content-type')) sent.setHeader('content-type', 'application/json')
  }
  httpSignature.sign(sent, { key, keyId, headers: withBody ? [...GENERIC, ...BODY] : GENERIC })
  // The sample gives the header the name of OCI's scheme.
  sent.setHeader('Authorization', sent.getHeader('Authorization').replace('Signature ', 'Signature version="1",'))
}

/** node:http takes a list for a name that occurs more than once. */
function valuesByName(headers) {
  const values = new Map()
  for (const [name, value] of headers) values.set(name, [...(values.get(name) ?? []), value])
  return [...values].map(([name, all]) => [name, all.length > 1 ? all : all[0]])
}

await play(async (asked) => {
  if (asked.stream) throw new Error('The sample has no streams.')
  const withBody = ['POST', 'PUT', 'PATCH'].includes(asked.method) && !asked.bodyUnsigned
  const body = bodyOf(asked) ?? ''
  const headers = valuesByName(asked.headers)
  return new Promise((resolve, reject) => {
    const { hostname, port, pathname, search } = new URL(asked.url)
    const options = { hostname, port, method: asked.method, path: pathname + search, agent: false, timeout: TIMEOUT_MS }
    const sent = openRequest(options, (answer) => answer.resume().on('end', () => resolve(answer.statusCode)))
    sent.on('error', reject).on('timeout', () => sent.destroy(new Error('no answer')))
    sign(sent, { headers, body, withBody })
    sent.end(body)
  })
})
