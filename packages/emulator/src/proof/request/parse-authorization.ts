// Reads an Authorization header of the scheme "Signature" into checked parameters.
import { readBase64 } from '../../lib/base64.ts'
import { pass, refuse, type Outcome } from '../verdict/outcome.ts'

export interface Authorization {
  readonly keyId: string
  /** Lower-case, in the order of the header. */
  readonly signedHeaders: readonly string[]
  readonly signature: Buffer
}

const SCHEME = /^([^\s]+)[ \t]+/
const SIGNED_NAME = /^(?:\(request-target\)|[!#$%&'*+\-.^_`|~0-9a-z]+)$/
const REQUIRED = ['keyId', 'algorithm', 'headers', 'signature'] as const

export function parseAuthorization(values: readonly string[] | undefined): Outcome<Authorization> {
  if (values === undefined) return refuse('no-authorization')
  if (values.length > 1) return refuse('duplicate-authorization')
  const [value = ''] = values
  const scheme = SCHEME.exec(value)
  if (scheme?.[1]?.toLowerCase() !== 'signature') return refuse('unsupported-scheme')
  const parameters = parseParameters(value.slice(scheme[0].length))
  return parameters.ok ? checkParameters(parameters.value) : parameters
}

function parseParameters(text: string): Outcome<ReadonlyMap<string, string>> {
  const parameter = /[ \t]*([A-Za-z][A-Za-z0-9_-]*)="([^"\\]*)"[ \t]*(,|$)/y
  const found = new Map<string, string>()
  for (let more = true; more;) {
    const at = parameter.lastIndex
    const match = parameter.exec(text)
    if (match === null)
      return refuse('malformed-authorization', `Parsing stopped at character ${at} of the parameters.`)
    const [, name = '', value = '', separator] = match
    if (found.has(name)) return refuse('duplicate-parameter', `It is "${name}".`)
    found.set(name, value)
    more = separator === ','
  }
  return pass(found)
}

function checkParameters(parameters: ReadonlyMap<string, string>): Outcome<Authorization> {
  const missing = REQUIRED.find((name) => !parameters.get(name))
  if (missing !== undefined) return refuse('missing-parameter', `It is "${missing}".`)
  const version = parameters.get('version') ?? '1'
  if (version !== '1') return refuse('unsupported-version')
  if (parameters.get('algorithm') !== 'rsa-sha256') return refuse('unsupported-algorithm')
  const signature = readBase64(parameters.get('signature') ?? '')
  if (signature === undefined) return refuse('malformed-signature')
  const names = parseHeaderList(parameters.get('headers') ?? '')
  if (!names.ok) return names
  return pass({
    keyId: parameters.get('keyId') ?? '',
    signedHeaders: names.value,
    signature,
  })
}

function parseHeaderList(text: string): Outcome<readonly string[]> {
  const names = text.toLowerCase().split(' ')
  const bad = names.find((name) => !SIGNED_NAME.test(name))
  if (bad !== undefined) return refuse('malformed-header-list')
  if (new Set(names).size !== names.length) return refuse('malformed-header-list', 'A name occurs twice.')
  return pass(names)
}
