// Mistakes in the lines of headers: host, dates, the headers about the body, and values that an HTTP library changes on the way.
import { createHash } from 'node:crypto'
import type { Evidence } from '../signature/evidence.ts'
import { parseHttpDate } from '../request/clock-window.ts'
import { headerValue } from '../request/received-request.ts'
import { rewriteValue, type Mistake } from './mistake.ts'

const rewriteEach = (
  evidence: Evidence,
  headers: readonly string[],
  rewrite: (value: string, header: string) => readonly string[],
): readonly string[] => headers.flatMap((header) => rewriteValue(evidence, header, (value) => rewrite(value, header)))

const signedNames = ({ lines }: Evidence): readonly string[] =>
  lines.map(({ name }) => name).filter((name) => name !== '(request-target)')

const LOOPBACK_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

function otherHosts(host: string): readonly string[] {
  const name = host.replace(/:\d+$/, '')
  const port = host.slice(name.length)
  return [name, `${name}:80`, `${name}:443`, host.toLowerCase(), ...LOOPBACK_NAMES.flatMap((n) => [`${n}${port}`, n])]
}

/** How far a date can be from the signed one when the HTTP library replaced it before it sent the request. */
function nearDates(value: string): readonly string[] {
  const epochMs = parseHttpDate(value)
  if (epochMs === undefined) return []
  return [-1, 1, -2, 2, -3, 3, -4, 4, -5, 5].map((s) => new Date(epochMs + s * 1000).toUTCString())
}

function otherDateForms(value: string): readonly string[] {
  const epochMs = parseHttpDate(value)
  if (epochMs === undefined) return []
  const iso = new Date(epochMs).toISOString()
  return [
    value.replace('GMT', 'UTC'),
    value.replace('GMT', '+0000'),
    value.replace(', 0', ', '),
    iso,
    iso.replace('.000', ''),
  ]
}

function otherLengths({ request }: Evidence): readonly string[] {
  const { body } = request
  return ['0', '', String(body.length), String(Buffer.from(body).toString('utf8').length)]
}

function otherHashes({ request: { body } }: Evidence): readonly string[] {
  const hash = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
  const digest = hash(body)
  return [digest.toString('hex'), digest.toString('base64url'), hash(new Uint8Array()).toString('base64')]
}

const OTHER_TYPES: readonly string[] = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=utf-8',
  'application/octet-stream',
  'application/x-www-form-urlencoded',
  'text/plain;charset=UTF-8',
  'multipart/form-data',
]

export const HEADER_MISTAKES: readonly Mistake[] = [
  {
    name: 'host-changed',
    explanation: 'the client signed another host, or another port, than it sent',
    variants: (evidence) => rewriteValue(evidence, 'host', otherHosts),
  },
  {
    name: 'date-swapped',
    explanation: 'the client put the value of "x-date" into the line of "date", or the other way round',
    variants: (evidence) => [
      ...rewriteValue(evidence, 'date', () => [headerValue(evidence.request, 'x-date') ?? '']),
      ...rewriteValue(evidence, 'x-date', () => [headerValue(evidence.request, 'date') ?? '']),
    ],
  },
  {
    name: 'date-rewritten',
    explanation: 'the date that was sent is not the one that was signed, but was taken anew',
    variants: (evidence) => rewriteEach(evidence, ['date', 'x-date'], nearDates),
  },
  {
    name: 'date-form',
    explanation: 'the client signed the date in another form than it sent',
    variants: (evidence) => rewriteEach(evidence, ['date', 'x-date'], otherDateForms),
  },
  {
    name: 'content-length-changed',
    explanation: 'the client signed another length; characters counted instead of bytes, or no length at all',
    variants: (evidence) => rewriteValue(evidence, 'content-length', () => otherLengths(evidence)),
  },
  {
    name: 'content-type-changed',
    explanation: 'the content-type was changed between signing and sending',
    variants: (evidence) =>
      rewriteValue(evidence, 'content-type', (value) => [value.replace(/;.*$/s, '').trim(), ...OTHER_TYPES]),
  },
  {
    name: 'body-hash-form',
    explanation: 'the client signed the hash in another encoding, or that of an empty body',
    variants: (evidence) => rewriteValue(evidence, 'x-content-sha256', () => otherHashes(evidence)),
  },
  {
    name: 'empty-value',
    explanation: 'the client signed no value for a header that its transport then filled in',
    variants: (evidence) => rewriteEach(evidence, signedNames(evidence), () => ['', 'undefined', 'null']),
  },
  {
    name: 'value-trimmed',
    explanation: 'white space in a header value was removed or changed after signing',
    variants: (evidence) =>
      rewriteEach(evidence, signedNames(evidence), (value) => [
        `${value} `,
        ` ${value}`,
        ` ${value} `,
        value.replaceAll(/\s+/g, ' '),
      ]),
  },
  {
    name: 'value-case',
    explanation: 'the client signed a header value in lower case',
    variants: (evidence) => rewriteEach(evidence, signedNames(evidence), (value) => [value.toLowerCase()]),
  },
  {
    name: 'value-encoding',
    explanation: 'the client signed a header value as UTF-8 and sent it as Latin-1, or the other way round',
    variants: (evidence) =>
      rewriteEach(evidence, signedNames(evidence), (value) => [
        Buffer.from(value, 'utf8').toString('latin1'),
        Buffer.from(value, 'latin1').toString('utf8'),
      ]),
  },
  {
    name: 'repeated-header',
    explanation: 'the client joined a repeated header otherwise than with ", "',
    variants: (evidence) =>
      rewriteEach(evidence, signedNames(evidence), (_, header) => {
        const values = evidence.request.headers.get(header) ?? []
        return [values[0] ?? '', values.at(-1) ?? '', values.join(','), values.join(' ')]
      }),
  },
]
