// A user and a browser, by hand: begins a login, and asks its listener as a browser does, or as none would.
import { request } from 'node:http'
import { authenticate, type AuthenticateOptions, type PendingLogin, type Session } from '../../src/index.ts'

/** A login that waits. */
export interface Begun {
  readonly pending: PendingLogin
  readonly done: Promise<Session>
  /** Where it listens; `NaN` where it does not. */
  readonly port: number
}

/** Begins a login at any free port. */
export async function begin(options: AuthenticateOptions): Promise<Begun> {
  let done: Promise<Session> | undefined
  const pending = await new Promise<PendingLogin>((resolve, reject) => {
    done = authenticate({ listen: { port: 0 }, onPending: resolve, ...options })
    done.catch(reject)
  })
  const port = Number(/^ssh -L 8181:[^:]+:(\d+) /.exec(pending.sshCommand ?? '')?.[1])
  return { pending, done: done as Promise<Session>, port }
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

type Headers = Readonly<Record<string, string | undefined>>

/** What a browser sends, but for what a test changes; `undefined` leaves a header out. */
export function ask(
  port: number,
  { method = 'GET', path = '/', body = '', headers = {} as Headers, host = '127.0.0.1' } = {},
): Promise<Answer> {
  const all: Headers = {
    host: 'localhost:8181',
    ...(body && { 'content-length': `${Buffer.byteLength(body)}` }),
    ...headers,
  }
  const given = Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  return new Promise((resolve, reject) => {
    const sent = request({ host, port, method, path, headers: given, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

export const secretOf = ({ text }: Answer): string => /data-secret="([^"]+)"/.exec(text)?.[1] ?? ''

/** Does what the page does with the address that it has. */
export async function arrive(port: number, address: string, headers: Headers = {}): Promise<Answer> {
  const secret = secretOf(await ask(port))
  return ask(port, {
    method: 'POST',
    path: '/token',
    body: JSON.stringify({ answer: new URL(address).hash.slice(1) }),
    headers: {
      origin: 'http://localhost:8181',
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      'x-login-secret': secret,
      ...headers,
    },
  })
}
