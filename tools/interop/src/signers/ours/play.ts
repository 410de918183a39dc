// Plays the suite with a client of ours, in this process.
import type { ConformanceCase, Emulator } from '@x/emulator'
import type { Line, Spoken } from '../../run/speak.ts'

/** Sends what a case asks for, and yields once it is answered. */
export type SendCase = (asked: ConformanceCase) => Promise<unknown>

export async function playWith(oci: Emulator, send: SendCase): Promise<Spoken> {
  const lines: Line[] = []
  for (const asked of oci.conformance.cases()) {
    const error = await send(asked).then(
      () => undefined,
      (reason: Error) => reason.message,
    )
    lines.push({ case: asked.name, ...(error === undefined ? { status: 200 } : { error }) })
  }
  return { lines }
}
