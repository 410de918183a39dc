// Rebuilds the string the client must have signed, from the request as it was received.
import { pass, refuse, type Outcome } from '../verdict/outcome.ts'
import { headerValue, type ReceivedRequest } from '../request/received-request.ts'

/** One line of a signing string. */
export interface SignedLine {
  readonly name: string
  readonly value: string
}

export function rebuildLines(request: ReceivedRequest, names: readonly string[]): Outcome<readonly SignedLine[]> {
  const lines: SignedLine[] = []
  for (const name of names) {
    const value = name === '(request-target)' ? requestTarget(request) : headerValue(request, name)
    if (value === undefined) return refuse('header-not-sent', `It is "${name}".`)
    lines.push({ name, value })
  }
  return pass(lines)
}

export const requestTarget = ({ method, target }: ReceivedRequest): string => `${method.toLowerCase()} ${target}`

export const toText = (lines: readonly SignedLine[]): string =>
  lines.map(({ name, value }) => `${name}: ${value}`).join('\n')

/** Node reads the wire as Latin-1, so Latin-1 gives the wire's bytes back. */
export const toBytes = (text: string): Buffer => Buffer.from(text, 'latin1')
