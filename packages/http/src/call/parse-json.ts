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

/** An escape, a quote, or a control character. */
const NOTABLE = /\\[^]|"|([^\x20-\uffff])/g

/** Escapes control characters inside string literals and leaves everything else alone. */
function escapeControlChars(text: string): string {
  let isInString = false
  return text.replaceAll(NOTABLE, (found, control?: string) => {
    if (found === '"') isInString = !isInString
    if (control === undefined || !isInString) return found
    return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
