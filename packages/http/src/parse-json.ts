// Reads JSON without ever quoting it: the parser's own messages show parts of the text.

export type ParsedJson = { readonly value: unknown } | { readonly problem: string }

/** @param allowControlChars - U+0000 to U+001F may stand unescaped inside strings */
export function parseJson(text: string, allowControlChars: boolean): ParsedJson {
  const strict = tryParse(text)
  if ('value' in strict) return strict
  if (text.trim() === '') return { problem: 'has no body where JSON was expected' }
  const escaped = escapeControlChars(text)
  if (escaped === text) return { problem: 'is not JSON' }
  const lenient = tryParse(escaped)
  if ('problem' in lenient) return { problem: 'is not JSON' }
  return allowControlChars ? lenient : { problem: 'has raw control characters in its JSON (see allowControlChars)' }
}

function tryParse(text: string): ParsedJson {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return { problem: '' }
  }
}

/** Escapes control characters inside string literals and leaves everything else alone. */
function escapeControlChars(text: string): string {
  const pieces: string[] = []
  let isInString = false
  let copied = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) isInString = !isInString
    else if (!isInString) continue
    else if (code === BACKSLASH) at++
    else if (code < FIRST_PRINTABLE) {
      pieces.push(text.slice(copied, at), `\\u${code.toString(16).padStart(4, '0')}`)
      copied = at + 1
    }
  }
  return pieces.join('') + text.slice(copied)
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const FIRST_PRINTABLE = 0x20
