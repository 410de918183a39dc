// What is known about one signature: the request, the string that it should cover, and a way to try whether it covers another one.
import { createHash, verify, type KeyObject } from 'node:crypto'
import type { ReceivedRequest } from '../request/received-request.ts'
import { toBytes, toText, type SignedLine } from './signing-string.ts'

export interface Evidence {
  readonly request: ReceivedRequest
  readonly lines: readonly SignedLine[]
  /** The rebuilt signing string. */
  readonly text: string
  readonly signature: Buffer
  readonly publicKey: KeyObject
}

export const collectEvidence = (parts: Omit<Evidence, 'text'>): Evidence => ({ ...parts, text: toText(parts.lines) })

/** Whether the signature covers `text`; `publicKey` defaults to the key that the key id names. */
export function fits(evidence: Evidence, text: string, publicKey: KeyObject = evidence.publicKey): boolean {
  return verify('sha256', toBytes(text), publicKey, evidence.signature)
}

export const bodyHash = ({ body }: ReceivedRequest): string => createHash('sha256').update(body).digest('base64')
