// What is told of a session is the same in every time zone, also where its token names the end of the session without one.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { startEmulator } from '@x/emulator'
import { expect, test } from 'vitest'
import { forged } from './forged-token.ts'
import { makeHome } from './home.ts'
import { keptSession } from './kept-session.ts'
import { buildProgram } from '@x-tools/testkit/build-program'

/** With their difference to UTC in minutes, as `Date` tells it in June. */
const ZONES = [
  ['UTC', 0],
  ['Asia/Kolkata', -330],
  ['America/St_Johns', 150],
] as const
const ISSUED_AT = Date.UTC(2030, 5, 1, 12)
const SESSION_ENDS_AT = ISSUED_AT + 24 * 3_600_000

test('list, validate and refresh say the same in every time zone', async () => {
  const [oci, program] = await Promise.all([
    startEmulator(),
    buildProgram(new URL('./processes/look.ts', import.meta.url)),
  ])
  const home = await makeHome(oci)
  try {
    const { token, tokenFile } = keptSession(home)
    const original = await token()
    for (const sess_exp of ['Sun, 02 Jun 2030 12:00:00 UTC', 'Sun, 02 Jun 2030 12:00:00', '2030-06-02T12:00:00']) {
      const iat = ISSUED_AT / 1000
      await writeFile(
        tokenFile,
        forged(original, (claims) => ({ ...claims, iat, exp: iat + 3600, sess_exp })),
      )
      const given = { options: { profile: 'SESSION', ...home.options }, nowMs: ISSUED_AT + 60_000 }
      const told = ZONES.map(async ([zone, offset]) => {
        const child = spawn(process.execPath, [program.path, JSON.stringify(given)], {
          env: { ...process.env, TZ: zone },
          stdio: ['ignore', 'pipe', 'inherit'],
        })
        const [printed] = await Promise.all([text(child.stdout), once(child, 'close')])
        const [minutes, said] = JSON.parse(printed) as [number, unknown]
        expect(minutes).toBe(offset)
        return said
      })
      const [first, ...others] = await Promise.all(told)
      const times = { expiresAt: ISSUED_AT + 3_600_000, sessionEndsAt: SESSION_ENDS_AT }
      const status = { valid: true, secondsLeft: 3540, ...times }
      expect(first).toMatchObject([[status], status, { outcome: 'not-needed', atCeiling: false, ...times }])
      for (const other of others) expect(other).toEqual(first)
    }
  } finally {
    await Promise.all([oci.close(), home.remove(), program.remove()])
  }
}, 60_000)
