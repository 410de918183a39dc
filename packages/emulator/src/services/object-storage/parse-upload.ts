// Reads the bodies and parameters of requests about uploads in parts, trusting nothing in them.
import { parseJsonObject } from '../../lib/json-body.ts'
import type { ReceivedRequest } from '../../proof/request/received-request.ts'
import { descriptionIn, type Description } from './description.ts'
import { isObjectName } from './object-name.ts'

/** What an upload will become. */
export interface UploadDetails {
  readonly object: string
  readonly description: Description
}

/** A part of an upload as its commit names it. */
export interface PartToCommit {
  readonly partNum: number
  readonly etag: string
}

/** OCI's limit. */
export const MAX_PARTS = 10_000

/** @returns what is wrong with the body when it cannot be used */
export function parseUploadDetails({ body }: ReceivedRequest): UploadDetails | string {
  const members = parseJsonObject(body) ?? new Map<string, unknown>()
  const object = members.get('object')
  if (typeof object !== 'string' || !isObjectName(object))
    return 'object must be a string of 1 to 1024 bytes without NUL, CR and LF'
  const description = descriptionIn(members)
  return description === undefined
    ? 'what describes the object must be short text that can be in a header'
    : { object, description }
}

/** `undefined` for what is no number of a part. */
export function parsePartNumber(text: string | null): number | undefined {
  const number = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0
  return number >= 1 && number <= MAX_PARTS ? number : undefined
}

/** In the order of their numbers; `undefined` when the body lists no parts, or one of them twice. */
export function parseCommit({ body }: ReceivedRequest): readonly PartToCommit[] | undefined {
  const parts = parseJsonObject(body)?.get('partsToCommit')
  if (!Array.isArray(parts) || parts.length === 0 || !parts.every(isPart)) return undefined
  if (new Set(parts.map(({ partNum }) => partNum)).size !== parts.length) return undefined
  return parts.toSorted((a, b) => a.partNum - b.partNum)
}

const isPart = (value: unknown): value is PartToCommit =>
  typeof value === 'object' &&
  value !== null &&
  'partNum' in value &&
  typeof value.partNum === 'number' &&
  'etag' in value &&
  typeof value.etag === 'string'
