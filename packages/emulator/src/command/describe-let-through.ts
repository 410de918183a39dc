// What the command says of a request that it would have refused: one line, whatever the client sent.
import type { RecordedRequest } from '../frame/records/recorder.ts'

export function describeLetThrough({ method, path, reason, explanation, remedy }: RecordedRequest): string {
  const sentences = [explanation, remedy].filter((sentence) => sentence !== undefined).join(' ')
  return printable(`let through: ${method} ${path} would be refused (${reason ?? 'refused'}). ${sentences}`)
}

/** Control characters would let a client write to the terminal whatever it likes. */
const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, '\uFFFD')
