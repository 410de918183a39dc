// A person with a browser: logs in on the emulator's page, and pastes the address at which it ends, where the browser is elsewhere.
import { logIn } from '@x-tools/emulated/log-in'
import type { Emulator } from '@x/emulator'
import type { Pty } from './pty.ts'
import { KEY } from './pty.ts'

/** Waits for the address of the login page, and logs in. @returns the address at which the browser ends */
export async function logInWith(oci: Emulator, pty: Pty): Promise<string> {
  await pty.waitFor(/Log in at \S+\n/)
  return logIn(oci, /Log in at (\S+)\n/.exec(pty.shown)?.[1] ?? '')
}

/** Does so, and pastes the address where it is asked for. */
export async function logInAt(oci: Emulator, pty: Pty): Promise<void> {
  const address = await logInWith(oci, pty)
  await pty.waitFor('Address at which the browser ended')
  pty.type(address + KEY.enter)
}
