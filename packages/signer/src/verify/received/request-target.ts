// The target of a request line: what was signed has to be what a router sees, whether it reads the text or has a URL parser do it.

/** An absolute address taken apart; a host has none of the characters at which URL parsers disagree about its end. */
const ABSOLUTE_FORM = /^https?:\/\/([^\s/?#\\@]+)([/?].*)?$/is

/** No fragment, nothing that has to be encoded; in the path no backslash, which URL parsers read as a slash. */
const TARGET = /^\/[!"$->@-[\]-~]*(\?[!"$-~]*)?$/

/** A path that URL parsers read as another: as a host, or with segments taken away. */
const REWRITTEN = /^\/\/|^[^?]*\/(\.|%2e){1,2}([/?]|$)/i

/**
 * Path and query, byte for byte as they arrived, and the host that the target itself names.
 *
 * @returns `undefined` for a target that could be routed as another than the one that was signed
 */
export function readTarget(
  url: string | URL,
): { readonly target: string; readonly host: string | undefined } | undefined {
  const text = typeof url === 'string' ? url : url.href
  const [, host, rest = ''] = ABSOLUTE_FORM.exec(text) ?? []
  const target = host === undefined ? text : rest.replace(/^(?!\/)/, '/')
  return TARGET.test(target) && !REWRITTEN.test(target) ? { target, host } : undefined
}

/** Whether two hosts are one; a default port may be spelled out or not. */
export const isSameHost = (one: string, other: string): boolean =>
  one === other || isSpelledAlike(one.toLowerCase(), other.toLowerCase())

const isSpelledAlike = (one: string, other: string): boolean =>
  one === other || isWithDefaultPort(one, other) || isWithDefaultPort(other, one)

const isWithDefaultPort = (host: string, bare: string): boolean => host === `${bare}:443` || host === `${bare}:80`
