// Turns whatever a case does into plain JSON that can be compared with what was expected.
import { AbsentError } from './host.ts'
import type { Case, Context, Json, Observation } from './case.ts'

/** Long enough for a slow machine; a case that hangs must not hide the others. */
const CASE_TIMEOUT_MS = 30_000

export async function observe(one: Case, context: Context): Promise<Observation> {
  const { group, name, expected } = one
  let observed: unknown
  try {
    observed = await Promise.race([Promise.resolve(one.observe(context)), expired()])
  } catch (error) {
    observed = failureOf(error)
  }
  return { group, name, expected, observed: plain(observed) }
}

async function expired(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, CASE_TIMEOUT_MS))
  throw new Error(`nothing was observed within ${CASE_TIMEOUT_MS} ms`)
}

/** As it would arrive. */
const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null)) as Json

/** What decisions are taken by: the code, where there is one, with what goes with it. */
export function failureOf(error: unknown): Json {
  if (error instanceof AbsentError) return `absent: ${error.message}`
  const { name, message, code, reason, kind, option } = error as Record<string, unknown>
  if (typeof code !== 'string' || !code.startsWith('ERR_')) return plain({ error: name, message })
  const [remedy] = /openssl pkcs8 [^\n`]*?\.pem -out \S+\.pem/.exec(String(message)) ?? []
  return plain({ code, reason, kind, option, remedy })
}
