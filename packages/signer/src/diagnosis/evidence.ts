// What is known of a refused request: of the request as it was signed, and of the answer, however hostile.
import { isKeyText, mayHoldKey, REDACTED } from '@x/kernel'
import { own } from '../lib/own.ts'
import { readHeaders } from '../lib/read-headers.ts'
import { claimsOfKeyId, type Claims } from '../principal/token/token-claims.ts'
import type { SignedRequest } from '../request.ts'
import { readText, textWithin } from '../sending/refused-response.ts'
import type { ResponseLike } from '../sending/send-options.ts'
import { credentialOf } from '../signing/signed-request.ts'
import type { SigningKey } from '../signing-key.ts'
import type { DiagnoseOptions } from './diagnosis.ts'

export interface Evidence {
  readonly signed: SignedRequest
  /** What has signed; `undefined` when another signer made the request. */
  readonly key: SigningKey | undefined
  /** Of the token that the key id carries. */
  readonly claims: Claims | undefined
  /** By the service's clock where the answer tells it, else by this machine's; epoch milliseconds. */
  readonly serviceMs: number
  /** Whether the answer tells the time. */
  readonly isServiceTime: boolean
  /** A header of the answer; `undefined` where it has none, or hides it. */
  header(name: string): string | undefined
  /** Where the answer came from; `undefined` where that is not known. */
  readonly answeredBy: URL | undefined
  /** Whether a browser hides headers of the answer. */
  readonly isCrossOrigin: boolean
  readonly code: string | undefined
  readonly message: string | undefined
  /** The header that the emulator says it received otherwise. */
  readonly changedHeader: string | undefined
}

const MOST_CHARACTERS = 300
/** What is looked at of a text for them. */
const MOST_READ = 4000
/** Who is further off than a year is no clock. */
const MOST_SKEW_MS = 365 * 86_400_000

export async function gatherEvidence(
  signed: SignedRequest,
  response: ResponseLike,
  { text, now = Date.now }: DiagnoseOptions,
): Promise<Evidence> {
  const said = recordOf(text ?? (await textWithin((limit) => readText(response, limit))))
  const header = (name: string): string | undefined => headerOf(response, name)
  const serviceMs = Date.parse(header('date') ?? '')
  const isServiceTime = Math.abs(serviceMs - now()) <= MOST_SKEW_MS
  const { url, type } = response as Partial<Response>
  const difference = own(recordOf(own(said, 'emulator')), 'firstDifference')
  return {
    signed,
    key: credentialOf(signed)?.key,
    claims: claimsOfKeyId(signed.keyId),
    serviceMs: isServiceTime ? serviceMs : now(),
    isServiceTime,
    header,
    answeredBy: typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined,
    isCrossOrigin: type === 'cors' || type === 'opaque',
    code: shownText(own(said, 'code')),
    message: shownText(own(said, 'message')),
    changedHeader: shownText(own(recordOf(difference), 'header')),
  }
}

function headerOf({ headers }: ResponseLike, name: string): string | undefined {
  try {
    return readHeaders(headers).values.get(name)
  } catch {
    return undefined
  }
}

/** The members of an object, or of one written as JSON; none of anything else. */
function recordOf(given: unknown): Readonly<Record<string, unknown>> {
  let value = given
  try {
    if (typeof given === 'string') value = JSON.parse(given)
  } catch {
    return {}
  }
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

/** One line of it, and nothing that may be a secret: a service may repeat what it was sent. */
function shownText(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.trim() === '' || isKeyText(value)) return undefined
  // Of a longer one the last word may be half a secret, which no longer looks like one.
  const read = value.length > MOST_READ ? value.slice(0, MOST_READ).replace(/\S*$/, '') : value
  const words = read.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim()
  const line = words.replaceAll(/[^ "'`,;()<>]+/g, (word) => (isSecretWord(word) ? REDACTED : word))
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line
}

const isSecretWord = (word: string): boolean => /ST\$|eyJ[\w-]+\./.test(word) || mayHoldKey(word)
