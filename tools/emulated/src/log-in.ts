// What a person does with a browser, by hand: logs in on the emulator's page, and sees at which address it ends.
import type { Emulator } from '@x/emulator'

/**
 * @param url - of the login page, at any host
 * @returns the address that the browser is sent to, with the token in it
 */
export async function logIn(oci: Emulator, url: string, decision: 'sign-in' | 'deny' = 'sign-in'): Promise<string> {
  const { pathname, search } = new URL(url)
  const html = await (await fetch(oci.url + pathname + search)).text()
  const page = /name="page" value="([^"]+)"/.exec(html)?.[1] ?? ''
  const { userName: user_name, password } = oci.login
  const body = new URLSearchParams({ page, user_name, password, decision })
  const back = await fetch(`${oci.url}/v1/oauth2/login`, { method: 'POST', body, redirect: 'manual' })
  return back.headers.get('location') ?? ''
}
