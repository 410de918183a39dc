// What of a path may be shown: nothing, where a key was given in its place.

/**
 * What no file is called: a name with control characters (line breaks are), one that is longer than file systems allow, the
 * beginning of a PEM text, or a long text that begins as PEM or DER do in base64.
 */
const NO_PATH = /[^ -~\u0080-\uFFFF]|[^/\\]{256}|-----BEGIN|^\W*(?:LS0t|MI[A-Z])[\w+/=-]{60}/

export const isNoPath = (path: string): boolean => NO_PATH.test(path)

/** A path that has something in it which looks like base64 or hexadecimal: it is tried, but not shown. */
export function mayBeKey(path: string): boolean {
  const runs = path.match(/[\w+=-]{40,}/g) ?? []
  return runs.some((run) => run.length >= 128 || isMixed(run)) || (/^[\w+/=-]{100,}$/.test(path) && isMixed(path))
}

const isMixed = (text: string): boolean => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)
