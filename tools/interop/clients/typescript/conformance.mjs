// What every script needs that plays the conformance suite for signers: see ../python/conformance.py.
import { createHash } from 'node:crypto'

export const url = process.env.OCI_EMULATOR_URL.replace(/\/$/, '')
/** A request whose body is shorter than its length would wait forever. */
export const TIMEOUT_MS = 3000

export const bytesOf = ({ body }) => (body === null ? undefined : Buffer.from(body, 'base64'))

/** A text where it is one, as users hand them over; else bytes, or nothing. */
export function bodyOf(asked) {
  const bytes = bytesOf(asked)
  if (bytes === undefined || asked.headers.some(([, value]) => value === 'application/octet-stream')) return bytes
  const text = bytes.toString('utf8')
  return Buffer.from(text).equals(bytes) ? text : bytes
}

export const sha256 = (body) => createHash('sha256').update(body).digest('base64')

/** Sends each case: `send` yields a status, or throws. */
export async function play(send) {
  const { cases } = await (await fetch(`${url}/conformance/cases`)).json()
  for (const one of cases) {
    try {
      console.log(JSON.stringify({ case: one.name, status: await send(one) }))
    } catch (error) {
      console.log(JSON.stringify({ case: one.name, error: String(error?.message ?? error).slice(0, 200) }))
    }
  }
}
