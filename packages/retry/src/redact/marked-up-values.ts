// Finds secrets in XML and HTML: the content of an element whose name, or the name beside it, says so.

/** Tags, and what begins and ends text in which tags mean nothing. Each character is read once. */
const TOKEN =
  /(?<begin><!\[CDATA\[|<!--)|(?<end>\]\]>|-->)|<(?<slash>\/?)(?:[\w.-]{1,100}:)?(?<name>[\w.-]{1,100})(?<attributes>(?:[\s/][^<>]*)?)>/g

/** `name="token"`, in the tag of a header, a property or a field. */
const ATTRIBUTE = /(?<![\w.:-])(?<name>[\w.:-]{1,100})(?<equals>\s{0,20}=\s{0,20}\\{0,15}["'])(?<value>[^"'\\<>]*)/g
const NAMES = /^(?:name|key|id|type|header|field)$/i
const VALUES = /^(?:value|content|default)$/i
/** What follows a placeholder such as `<token>` in a sentence. */
const SENTENCE = /^(?:[ \t.,;:)\]}'"`|/?&]|$)/

interface Token {
  readonly start: number
  readonly end: number
  readonly kind: 'open' | 'close' | 'empty' | 'begin' | 'end'
  /** Of a tag, without its prefix and in lower case; else the token itself. */
  readonly name: string
  readonly attributes: string
}

type IsSecret = (name: string) => boolean

/** `text` with the content of each such element, and each such attribute, replaced. */
export function replaceMarkedUpValues(text: string, isSecret: IsSecret, replacement: string): string {
  if (!text.includes('<')) return text
  const tokens = tokensOf(text)
  const lastClose = new Map(tokens.flatMap(({ kind, name, start }) => (kind === 'close' ? [[name, start]] : [])))
  const pieces: string[] = []
  let copied = 0
  const put = (start: number, end: number, shown: string): void => {
    pieces.push(text.slice(copied, start), shown)
    copied = end
  }
  for (const [at, token] of tokens.entries()) {
    if (token.start < copied || (token.kind !== 'open' && token.kind !== 'empty')) continue
    const isNamed = hasSecretName(token, isSecret)
    if (isNamed) put(token.start, token.end, withoutValues(text.slice(token.start, token.end), replacement))
    if (token.kind === 'empty') continue
    const isSure = isNamed || followsSecretName(text, tokens, at, isSecret)
    if (!isSure && !isSecret(token.name)) continue
    const isClosed = (lastClose.get(token.name) ?? 0) > token.start
    // Without an end it is cut off, unless it is a tag that has none or a placeholder.
    if (!isClosed && (isSure || SENTENCE.test(text.charAt(token.end)))) continue
    const end = isClosed ? contentEnd(tokens, at, text.length) : text.length
    if (text.slice(token.end, end).trim() !== '') put(token.end, end, replacement)
  }
  return pieces.join('') + text.slice(copied)
}

function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(TOKEN)].map(({ 0: all, index, groups = {} }) => {
    const { begin, end, slash, name = '', attributes = '' } = groups
    const tag = slash === '/' ? 'close' : attributes.endsWith('/') ? 'empty' : 'open'
    const kind = begin === undefined ? (end === undefined ? tag : 'end') : 'begin'
    return { start: index, end: index + all.length, kind, name: (begin ?? end ?? name).toLowerCase(), attributes }
  })
}

/** Where the element that opens at `at` ends: at its own closing tag, else at the last that has its name. */
function contentEnd(tokens: readonly Token[], at: number, textEnd: number): number {
  const opened = tokens[at]?.name
  let depth = 0
  let last = textEnd
  let until: string | undefined
  let next = at
  for (let token = tokens[next]; token !== undefined; token = tokens[++next]) {
    const { kind, name, start } = token
    if (until !== undefined) {
      if (name === until) until = undefined
    } else if (kind === 'begin') until = name === '<!--' ? '-->' : ']]>'
    else if (name === opened && kind !== 'empty') {
      depth += kind === 'close' ? -1 : 1
      if (kind === 'close') last = start
      if (depth === 0) return start
    }
  }
  return until === undefined ? last : textEnd
}

function hasSecretName({ attributes }: Token, isSecret: IsSecret): boolean {
  return [...attributes.matchAll(ATTRIBUTE)].some(
    ({ groups: { name = '', value = '' } = {} }) => NAMES.test(name) && isSecret(value),
  )
}

const withoutValues = (tag: string, replacement: string): string =>
  tag.replaceAll(ATTRIBUTE, (attribute: string, name: string, equals: string) =>
    VALUES.test(name) ? name + equals + replacement : attribute,
  )

/** `<key>token</key><string>…`: the element before holds nothing but a name. */
function followsSecretName(text: string, tokens: readonly Token[], at: number, isSecret: IsSecret): boolean {
  const [open, close, here] = [tokens[at - 2], tokens[at - 1], tokens[at]]
  const follows = open?.kind === 'open' && close?.kind === 'close' && here !== undefined
  const name =
    follows && text.slice(close.end, here.start).trim() === '' ? text.slice(open.end, close.start).trim() : ''
  return /^[\w.-]{1,100}$/.test(name) && isSecret(name)
}
