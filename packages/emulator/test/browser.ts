// A browser on the login page, by hand: reads the form, fills it in, and does not follow where it is sent.
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Emulator } from '../src/index.ts'

/** One session key for all logins of a test file. */
export const loginKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A public key as the address of the login page has it. */
export const loginKey = (key: KeyObject, more: object = {}): string =>
  base64url({ ...key.export({ format: 'jwk' }), kid: 'Ignored', ...more })

type Parameters = Readonly<Record<string, string | undefined>>

export function loginUrl(oci: Emulator, change: Parameters = {}): string {
  const parameters: Parameters = {
    action: 'login',
    client_id: 'iaas_console',
    response_type: 'token id_token',
    nonce: 'nonce-1',
    scope: 'openid',
    public_key: loginKey(loginKeys.publicKey),
    redirect_uri: 'http://localhost:8181',
    ...change,
  }
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return `${oci.url}/v1/oauth2/authorize?${new URLSearchParams(given).toString()}`
}

/** What a page has: its text, and the value that its form has alone. */
export interface Page {
  readonly status: number
  readonly headers: Headers
  readonly html: string
  readonly value: string
}

async function pageOf(response: Response): Promise<Page> {
  const html = await response.text()
  const value = /name="page" value="([^"]*)"/.exec(html)?.[1] ?? ''
  return { status: response.status, headers: response.headers, html, value }
}

export const open = async (address: string): Promise<Page> => pageOf(await fetch(address, { redirect: 'manual' }))

/** Sends the form of a page; the right name and password where nothing else is said. */
export async function submit(oci: Emulator, { value }: Pick<Page, 'value'>, change: Parameters = {}): Promise<Page> {
  const { userName: user_name, password } = oci.login
  const fields: Parameters = { page: value, user_name, password, decision: 'sign-in', ...change }
  const given = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const body = new URLSearchParams(given)
  return pageOf(await fetch(`${oci.url}/v1/oauth2/login`, { method: 'POST', body, redirect: 'manual' }))
}

/** Where the browser is sent, and what the fragment of that says. */
export function redirectOf({ headers }: Pick<Page, 'headers'>): { to: string; members: Record<string, string> } {
  const [to = '', fragment] = (headers.get('location') ?? '').split('#')
  return { to, members: Object.fromEntries(new URLSearchParams(fragment)) }
}

/** The members of the fragment after a whole login. */
export async function signIn(oci: Emulator, change: Parameters = {}): Promise<Record<string, string>> {
  return redirectOf(await submit(oci, await open(loginUrl(oci, change)))).members
}

export const claimsOf = (token: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(token?.split('.')[1]), 'base64url').toString()) as Record<string, unknown>
