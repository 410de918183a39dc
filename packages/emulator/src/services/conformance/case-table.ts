// The table of difficult requests as it lies in the package, for authors in any language: conformance/cases.json.
import type { ConformanceCase } from './conformance-case.ts'
import table from '../../../conformance/cases.json' with { type: 'json' }

/** Bytes, as text, as base64, or as one of them many times. */
export type CaseBody =
  | { readonly text: string }
  | { readonly base64: string }
  | { readonly repeat: ({ readonly text: string } | { readonly base64: string }) & { readonly times: number } }

/** A row of the table; conformance/cases.schema.json says what each member means. */
export interface CaseRow {
  readonly name: string
  readonly group: string
  readonly why: string
  readonly method: string
  readonly target: string
  readonly alsoArrives?: readonly string[]
  readonly host?: string
  readonly userInfo?: string
  readonly headers?: readonly (readonly [name: string, value: string])[]
  readonly body?: CaseBody
  readonly stream?: boolean
  readonly bodyUnsigned?: boolean
  readonly clockSeconds?: number
  readonly demand?: ConformanceCase['demand']
}

/** JSON has no tuples and no literals, so that the compiler cannot see them; a test holds the table against its schema. */
export const CASE_TABLE = table.cases as unknown as readonly CaseRow[]

/** Every case lies below a path of its own, so that clients that cannot add headers take part. */
export const PREFIX = '/conformance/'

/** `undefined` for a case without a body, which is something else than an empty one. */
export function bodyOf({ body }: Pick<CaseRow, 'body'>): Buffer | undefined {
  if (body === undefined) return undefined
  if (!('repeat' in body)) return bytesOf(body)
  return Buffer.concat(Array.from({ length: body.repeat.times }, () => bytesOf(body.repeat)))
}

const bytesOf = (piece: { readonly text: string } | { readonly base64: string }): Buffer =>
  'text' in piece ? Buffer.from(piece.text, 'utf8') : Buffer.from(piece.base64, 'base64')
