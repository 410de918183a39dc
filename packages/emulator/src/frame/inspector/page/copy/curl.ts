// A request as a line for a shell. What the emulator does not keep has a placeholder, and the lines above say so.
import type { RecordedRequest } from '../../../records/recorder.ts'

/** Those that curl writes itself. */
const WRITTEN_BY_CURL: ReadonlySet<string> = new Set(['host', 'content-length', 'connection', 'transfer-encoding'])

/** @param origin - of the emulator, e.g. `"http://127.0.0.1:43123"` */
export function asCurl(record: RecordedRequest, origin: string): string {
  const { method, target, headers, bodyBytes } = record
  const host = headers['host']
  const parts = [
    `curl --globoff ${method === 'HEAD' ? '--head' : `--request ${quote(method)}`} ${addressed(target, origin)}`,
    ...(host === undefined || origin.endsWith(`//${host}`) ? [] : [`--header ${quote(`host: ${host}`)}`]),
    ...Object.entries(headers)
      .filter(([name]) => !WRITTEN_BY_CURL.has(name))
      .map(([name, value]) => `--header ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...(bodyBytes > 0 ? ['--data-binary @body'] : []),
  ]
  return [...notes(record), parts.join(' \\\n  ')].join('\n')
}

function notes({ headers, target, bodyBytes }: RecordedRequest): readonly string[] {
  const isRedacted = [target, ...Object.values(headers)].some((value) => value.includes('<redacted>'))
  return [
    ...(isRedacted ? ['# <redacted> stands for secrets, which the emulator does not keep: put in your own.'] : []),
    ...(headers['authorization'] === undefined
      ? []
      : ['# The signature is among them; it is good for five minutes, so sign anew.']),
    ...(bodyBytes > 0 ? [`# The body of ${bodyBytes} bytes is not kept: put it into the file "body".`] : []),
  ]
}

/** What is no path, such as `*`, goes out by itself. */
const addressed = (target: string, origin: string): string =>
  target.startsWith('/')
    ? `--path-as-is ${quote(origin + target)}`
    : `--request-target ${quote(target)} ${quote(origin)}`

const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
