// A person with a browser: logs in on the emulator's page, and pastes the address at which it ends, where the browser is elsewhere.
import type { Emulator } from '@x/emulator'
import type { Pty } from './pty.ts'
import { KEY } from './pty.ts'

/** @returns the address that the browser is sent to, with the token in it */
export async function logIn(oci: Emulator, url: string, decision: 'sign-in' | 'deny' = 'sign-in'): Promise<string> {
  const html = await (await fetch(url)).text()
  const page = /name="page" value="([^"]+)"/.exec(html)?.[1] ?? ''
  const { userName: user_name, password } = oci.login
  const body = new URLSearchParams({ page, user_name, password, decision })
  const back = await fetch(`${oci.url}/v1/oauth2/login`, { method: 'POST', body, redirect: 'manual' })
  return back.headers.get('location') ?? ''
}

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
