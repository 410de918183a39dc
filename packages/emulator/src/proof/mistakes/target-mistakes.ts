// Mistakes in the line "(request-target)": a path, query or method that was signed otherwise than it was sent.
import { headerValue, pathOf, queryOf } from '../request/received-request.ts'
import { rewriteValue, type Mistake } from './mistake.ts'

interface TargetRow {
  readonly name: string
  readonly explanation: string
  readonly rewrite: (target: string) => readonly string[]
}

const decode = (text: string, wanted: RegExp = /./s): string =>
  text.replace(/%([0-9a-f]{2})/gi, (escape, hex: string) => {
    const byte = String.fromCharCode(Number.parseInt(hex, 16))
    return wanted.test(byte) ? byte : escape
  })

const encode = (text: string, wanted: RegExp): string =>
  text.replace(wanted, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)

const eachPart = (target: string, rewrite: (part: string) => string): readonly string[] => {
  const [path, query] = [pathOf(target), queryOf(target)]
  const join = (first: string, second: string): string => (target.includes('?') ? `${first}?${second}` : first)
  return [join(rewrite(path), rewrite(query)), join(rewrite(path), query), join(path, rewrite(query))]
}

const dropLeadingSegments = (target: string): readonly string[] => {
  const segments = pathOf(target).split('/').slice(1, 8)
  return segments.slice(1).map((_, index) => target.slice(segments.slice(0, index + 1).join('/').length + 1))
}

const sortQuery = (target: string): readonly string[] => [
  `${pathOf(target)}?${queryOf(target).split('&').sort().join('&')}`,
]

/** One encoding of a name or a value. */
type EncodePart = (text: string) => string

const strictly: EncodePart = (text) => encode(encodeURIComponent(text), /[!'()*]/g)
const asForm: EncodePart = (text) => new URLSearchParams({ '': text }).toString().slice(1)

/** As JavaScript's URLSearchParams, Python's urlencode, its quote and encodeURIComponent encode. */
const QUERY_FORMS: readonly EncodePart[] = [
  asForm,
  (text) => strictly(text).replaceAll('%20', '+'),
  strictly,
  encodeURIComponent,
]

/** The query decoded, then encoded otherwise; a parameter without "=" with one, or without. */
function otherQueryForms(target: string): readonly string[] {
  const query = queryOf(target)
  if (query === '') return []
  const pairs = [...new URLSearchParams(query)]
  const written = QUERY_FORMS.flatMap((form) => [
    pairs.map(([name, value]) => `${form(name)}=${form(value)}`),
    pairs.map(([name, value]) => (value === '' ? form(name) : `${form(name)}=${form(value)}`)),
  ])
  return written.map((parameters) => `${pathOf(target)}?${parameters.join('&')}`)
}

const ROWS: readonly TargetRow[] = [
  {
    name: 'query-dropped',
    explanation: 'the client left the query out',
    rewrite: (t) => (queryOf(t) === '' ? [] : [pathOf(t)]),
  },
  {
    name: 'empty-query',
    explanation: 'the client and the wire differ in a bare "?" at the end',
    rewrite: (t) => [t.endsWith('?') ? t.slice(0, -1) : `${t}?`],
  },
  {
    name: 'unreserved-decoded',
    explanation: 'the client decoded escapes of unreserved characters such as "%7E" before it signed',
    rewrite: (t) => eachPart(t, (part) => decode(part, /[A-Za-z0-9._~-]/)),
  },
  {
    name: 'percent-decoded',
    explanation: 'the client signed the decoded form of what it sent percent-encoded',
    rewrite: (t) => eachPart(t, decode),
  },
  {
    name: 'left-unencoded',
    explanation: 'the client signed characters raw that its transport percent-encoded',
    rewrite: (t) => [
      ...eachPart(t, (part) => decode(part, /[ "<>\\^`{|}[\]']/)),
      ...eachPart(t, (part) => decode(part, /[\x80-\xff]/)),
      ...eachPart(t, (part) => decode(part, /[!'()*:;,@$&=/+?]/)),
    ],
  },
  {
    name: 'percent-encoded',
    explanation: 'the client signed characters percent-encoded that its transport sent raw',
    rewrite: (t) => [
      ...eachPart(t, (part) => encode(part, /[^!-~]|["<>\\^`{|}]/g)),
      ...eachPart(t, (part) => encode(part, /[^!-~]|["<>\\^`{|}[\]]/g)),
      ...eachPart(t, (part) => encode(part, /[^A-Za-z0-9._~\-/?&=%+]/g)),
      ...eachPart(t, (part) => encode(part, /[!'()*]/g)),
      ...eachPart(t, (part) => encode(part, /[:]/g)),
    ],
  },
  {
    name: 'plus-for-space',
    explanation: 'the client and the wire write a space, or a plus, differently ("+", "%20", "%2B")',
    rewrite: (t) => [
      ...eachPart(t, (part) => part.replaceAll('+', '%20')),
      ...eachPart(t, (part) => part.replaceAll('%20', '+')),
      ...eachPart(t, (part) => part.replaceAll('+', '%2B')),
      ...eachPart(t, (part) => part.replaceAll(/%2b/gi, '+')),
      ...eachPart(t, (part) => part.replaceAll('+', ' ')),
    ],
  },
  {
    name: 'form-encoded',
    explanation: 'the client and the wire differ in how the query is encoded: as a form, or by RFC 3986',
    rewrite: otherQueryForms,
  },
  {
    name: 'escape-case',
    explanation: 'the client and the wire differ in the case of percent escapes',
    rewrite: (t) => [
      t.replaceAll(/%[0-9a-f]{2}/gi, (e) => e.toUpperCase()),
      t.replaceAll(/%[0-9a-f]{2}/gi, (e) => e.toLowerCase()),
    ],
  },
  {
    name: 'double-encoded',
    explanation: 'the client and the wire differ in how often they percent-encoded',
    rewrite: (t) => [
      ...eachPart(t, (part) => part.replaceAll('%', '%25')),
      ...eachPart(t, (part) => part.replaceAll('%25', '%')),
    ],
  },
  {
    name: 'trailing-slash',
    explanation: 'the client and the wire differ in a slash at the end of the path',
    rewrite: (t) => {
      const path = pathOf(t)
      return [`${path.endsWith('/') ? path.slice(0, -1) : `${path}/`}${t.slice(path.length)}`]
    },
  },
  {
    name: 'merged-slashes',
    explanation: 'the client merged repeated slashes before it signed',
    rewrite: (t) => [`${pathOf(t).replaceAll(/\/{2,}/g, '/')}${t.slice(pathOf(t).length)}`],
  },
  { name: 'sorted-query', explanation: 'the client sorted the query parameters before it signed', rewrite: sortQuery },
  {
    name: 'base-path-missing',
    explanation: 'the client signed the path without its leading segments, as before a base URL is put in front',
    rewrite: dropLeadingSegments,
  },
]

const METHODS: readonly string[] = ['get', 'head', 'post', 'put', 'patch', 'delete']

export const TARGET_MISTAKES: readonly Mistake[] = [
  {
    name: 'method-case',
    explanation: 'the client did not write the method in lower case',
    variants: (evidence) => {
      const { method, target } = evidence.request
      return rewriteValue(evidence, '(request-target)', () => [`${method} ${target}`])
    },
  },
  {
    name: 'other-method',
    explanation: 'the client signed another method than it sent',
    variants: (evidence) =>
      rewriteValue(evidence, '(request-target)', () => METHODS.map((method) => `${method} ${evidence.request.target}`)),
  },
  {
    name: 'method-missing',
    explanation: 'the client left the method out',
    variants: (evidence) => rewriteValue(evidence, '(request-target)', () => [evidence.request.target]),
  },
  {
    name: 'absolute-url',
    explanation: 'the client signed the whole URL',
    variants: (evidence) => {
      const { method, target } = evidence.request
      const host = headerValue(evidence.request, 'host') ?? ''
      return rewriteValue(evidence, '(request-target)', () =>
        ['http', 'https'].map((scheme) => `${method.toLowerCase()} ${scheme}://${host}${target}`),
      )
    },
  },
  ...ROWS.map(({ name, explanation, rewrite }) => ({
    name,
    explanation,
    variants: (evidence: Parameters<Mistake['variants']>[0]) =>
      rewriteValue(evidence, '(request-target)', () =>
        rewrite(evidence.request.target).map((target) => `${evidence.request.method.toLowerCase()} ${target}`),
      ),
  })),
]
