// A function in the form of AWS Lambda that calls OCI. What is outside the handler is made at a cold start, and serves every invocation.
import { createSignedFetch } from '@x/fetch'
import { Signer } from '@x/signer'

interface Context {
  getRemainingTimeInMillis(): number
}

interface Answer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const { OCI_TENANCY, OCI_USER, OCI_FINGERPRINT, OCI_PRIVATE_KEY, OCI_ENDPOINT } = process.env as Record<string, string>
/** What is left of the time for the answer, in milliseconds. */
const RESERVE_MS = 500

// A missing variable fails the start, where it is seen, and not each invocation. Nothing here has a timer that would keep a process alive.
const signer = new Signer({
  tenancy: OCI_TENANCY ?? '',
  user: OCI_USER ?? '',
  fingerprint: OCI_FINGERPRINT ?? '',
  privateKey: OCI_PRIVATE_KEY,
})
const signedFetch = createSignedFetch(signer)

export async function handler(_event: unknown, context: Context): Promise<Answer> {
  const signal = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - RESERVE_MS))
  try {
    const response = await signedFetch(`${OCI_ENDPOINT}/20160918/regions`, { signal })
    if (!response.ok) return answer(502, { code: 'ServiceFailed', status: response.status })
    return answer(200, await response.json())
  } catch (error) {
    if (signal.aborted) return answer(504, { code: 'OutOfTime' })
    throw error
  }
}

const answer = (statusCode: number, value: unknown): Answer => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})
