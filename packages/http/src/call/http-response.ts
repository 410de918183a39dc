// A response that has been read, and its two readings.
import { ResponseParseError } from '../errors/errors.ts'
import type { HttpResponse } from './http-client.ts'
import { parseJson } from './parse-json.ts'

export function createHttpResponse(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
): HttpResponse {
  const text = (): string => new TextDecoder().decode(body)
  const json = (): unknown => parseResponseJson({ status, headers, text: text() })
  return { status, headers, body, text, json }
}

/**
 * @param allowControlChars - takes raw control characters inside strings, which JSON forbids
 * @throws {@link ResponseParseError} `ERR_RESPONSE_PARSE`
 */
export function parseResponseJson(
  { status, headers, text }: { status: number; headers: Readonly<Record<string, string>>; text: string },
  allowControlChars = false,
): unknown {
  const parsed = parseJson(text, allowControlChars)
  if ('value' in parsed) return parsed.value
  throw new ResponseParseError(parsed.problem, { status, requestId: headers['opc-request-id'] })
}
