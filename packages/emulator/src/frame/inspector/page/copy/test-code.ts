// A test for Vitest that sends a recorded request to an emulator of its own, signed as it was signed, and expects the same verdict.
import type { RecordedRequest } from '../../../records/recorder.ts'
import { authorizationParameters } from '../decode.ts'

export function asTest(record: RecordedRequest): string {
  const { method, target, verdict, reason, status } = record
  const isSigned = record.signingString !== undefined
  const name = `${method} ${target} is ${verdict}${reason === undefined ? '' : `: ${reason}`}`
  const expected = { method, target, verdict, reason: reason ?? null, status }
  return `import { ${isSigned ? 'createHash, sign' : 'createHash'} } from 'node:crypto'
import { request } from 'node:http'
import { startEmulator } from '@x/emulator'
import { expect, test } from 'vitest'

${remarks(record)}test(${text(name)}, async () => {
  const oci = await startEmulator(${json(options(record), 2)})
  try {
${[...stage(record), ...(isSigned ? signing(record) : plain(record)), ...sending(record)].map((line) => `    ${line}`).join('\n')}
    const { method, target, verdict, reason = null } = oci.requests.at(-1)
    expect({ method, target, verdict, reason, status }).toEqual(${json(expected, 4)})
  } finally {
    await oci.close()
  }
})
`
}

const text = (value: string): string => JSON.stringify(value)

const json = (value: unknown, indent: number): string =>
  JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${' '.repeat(indent)}`)

const isByToken = ({ keyId = '' }: RecordedRequest): boolean => keyId.startsWith('ST$')

/** Secrets, bodies and other principals' tokens are not kept: what stands in for them is named. */
function remarks({ bodyBytes, target, caller, headers }: RecordedRequest): string {
  const others = Object.entries(headers).filter(([name]) => name !== 'authorization')
  const isRedacted = [target, ...others.map(([, value]) => value)].some((value) => value.includes('<redacted>'))
  const lines = [
    ...(isRedacted ? ['<redacted> stands for secrets, which the emulator does not keep: put in your own.'] : []),
    ...(bodyBytes > 0 ? ['The body is not kept: blanks of its length stand for it.'] : []),
    ...(caller !== undefined && !['api-key', 'session'].includes(caller.kind)
      ? [`The token of a session stands for that of the ${caller.kind}.`]
      : []),
  ]
  return lines.map((line) => `// ${line}\n`).join('')
}

const HOUR = 3_600_000

/** A token that ends has to be issued before. */
const isExpired = ({ reason }: RecordedRequest): boolean => reason === 'token-expired'

function options(record: RecordedRequest): object {
  const { at, fault, caller, keyId = '', reason } = record
  const [tenancy, user] = keyId.split('/')
  const isKey = keyId.startsWith('ocid1.') && !keyId.includes('fed-x509')
  const isUser = caller?.kind === 'api-key' || caller?.kind === 'session'
  const owner = isUser
    ? { tenancy: caller.tenancy, user: caller.user }
    : isKey && reason !== 'unknown-key'
      ? { tenancy, user }
      : {}
  return {
    ...owner,
    clock: { frozenAt: isExpired(record) ? at - 2 * HOUR : at },
    ...(fault === undefined ? {} : { faults: [{ times: 1, effect: fault }] }),
  }
}

function stage(record: RecordedRequest): readonly string[] {
  const { bodyBytes } = record
  return [
    'const { host, hostname } = new URL(oci.url)',
    `const body = ' '.repeat(${bodyBytes})`,
    ...(isByToken(record) ? ['const session = oci.createSession()'] : []),
    ...(isExpired(record) ? [`oci.clock.set(${record.at})`] : []),
    ...(record.reason === 'token-revoked' ? ['oci.revoke(session.token)'] : []),
  ]
}

function signing(record: RecordedRequest): readonly string[] {
  const lines = (record.signedString ?? record.signingString ?? '').split('\n')
  const parameters = authorizationParameters(record).filter(({ name }) => name !== 'keyId' && name !== 'signature')
  const written = parameters.map(({ name, value }) => `${name}="${value}"`).join(',')
  const key = keyOf(record)
  return [
    `const lines = [${lines.map((line) => lineOf(record, line)).join(', ')}]`,
    `const signature = sign('sha256', Buffer.from(lines.join('\\n'), 'latin1'), ${key.pem}).toString('base64')`,
    `const authorization = ${text(`Signature ${written}`)} + \`,keyId="\${${key.id}}",signature="\${signature}"\``,
    `const headers = ${headersOf(record, ['authorization,'])}`,
  ]
}

function keyOf(record: RecordedRequest): { readonly pem: string; readonly id: string } {
  if (isByToken(record))
    return { pem: record.reason === 'wrong-key' ? 'oci.apiKey.pem' : 'session.privateKeyPem', id: 'session.keyId' }
  const own = '`${oci.tenancy}/${oci.user}/${oci.apiKey.fingerprint}`'
  const id = record.reason === 'unknown-key' || record.reason === 'malformed-key-id' ? text(record.keyId ?? '') : own
  return { pem: record.reason === 'wrong-key' ? 'oci.createSession().privateKeyPem' : 'oci.apiKey.pem', id }
}

const plain = (record: RecordedRequest): readonly string[] => {
  const { authorization } = record.headers
  return [
    `const headers = ${headersOf(record, authorization === undefined ? [] : [`authorization: ${text(authorization)},`])}`,
  ]
}

/** Those that Node writes itself. */
const LEFT_OUT: ReadonlySet<string> = new Set(['authorization', 'connection', 'transfer-encoding'])

function headersOf(record: RecordedRequest, more: readonly string[]): string {
  const own = Object.entries(record.headers)
    .filter(([name]) => !LEFT_OUT.has(name))
    .map(([name, value]) => `${text(name)}: ${valueOf(record, name, value)},`)
  return `{\n${[...own, ...more].map((line) => `      ${line}`).join('\n')}\n    }`
}

function lineOf(record: RecordedRequest, line: string): string {
  const [, name = '', value = ''] = /^([^:]*): (.*)$/s.exec(line) ?? []
  const code = valueOf(record, name, value)
  return code === text(value) ? text(line) : `${text(`${name}: `)} + ${code}`
}

/** The address of the other emulator and the hash of the other body take the place of those that were recorded. */
function valueOf(record: RecordedRequest, name: string, value: string): string {
  const host = record.headers['host']
  if (name === 'host' && value === host) return 'host'
  if (name === 'host' && value === host?.replace(/:\d+$/, '')) return 'hostname'
  const isHash = name === 'x-content-sha256' && value === record.headers[name] && record.reason !== 'body-hash-mismatch'
  return isHash ? `createHash('sha256').update(body).digest('base64')` : text(value)
}

function sending({ method, target }: RecordedRequest): readonly string[] {
  return [
    'const status = await new Promise((resolve) => {',
    `  const sent = request(oci.url, { method: ${text(method)}, path: ${text(target)}, headers }, (answer) => {`,
    "    answer.resume().on('close', () => resolve(answer.statusCode))",
    '  })',
    "  sent.on('error', () => resolve(0)).end(body)",
    '})',
  ]
}
