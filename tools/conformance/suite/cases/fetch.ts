// The signed fetch over real HTTP, against a service that verifies every signature.
import type { Case, Context } from '../case.ts'
import { arrived, fetchBodies } from '../bodies.ts'
import { regionsUrl, signerOf, type Echo } from '../signers.ts'
import { PATHS } from '../paths.ts'

const group = 'fetch'

const signedFetch = (context: Context): typeof fetch =>
  context.libraries.signedFetch.createSignedFetch(signerOf(context))

const at = ({ input }: Context, path: string): string => input.identity.origin + path

/** A path and a query with what must be encoded before it is signed, since runtimes differ about it. */
const AWKWARD = '/echo/a|b^c?d=[e]&f=g h'

export const fetchCases: readonly Case[] = [
  {
    group,
    name: 'a GET is accepted',
    async observe(context) {
      const response = await signedFetch(context)(regionsUrl(context))
      return [response.status, ((await response.json()) as unknown[]).length > 0]
    },
    expected: [200, true],
  },
  {
    group,
    name: 'which header carries the date',
    async observe(context) {
      const { headers } = (await (await signedFetch(context)(at(context, '/echo'))).json()) as Echo
      return /headers="(x-date|date) /.exec(headers['authorization'] ?? '')?.[1]
    },
    expected: 'date',
  },
  {
    group,
    name: 'characters that runtimes encode differently',
    async observe(context) {
      const response = await signedFetch(context)(at(context, AWKWARD))
      return [response.status, ((await response.json()) as Echo).target]
    },
    expected: [200, '/echo/a%7Cb%5Ec?d=%5Be%5D&f=g%20h'],
  },
  ...fetchBodies.map(({ name, make, type, arrives }): Case => ({
    group,
    name: `posts ${name}`,
    async observe(context) {
      const init = { method: 'POST', body: make(context.host), duplex: 'half' } as RequestInit
      const response = await signedFetch(context)(at(context, '/echo'), init)
      return { status: response.status, ...arrived((await response.json()) as Echo) }
    },
    expected: { status: 200, type, arrives },
  })),
  {
    group,
    name: 'posts a Request',
    async observe(context) {
      const headers = { 'content-type': 'text/csv' }
      const request = new Request(at(context, '/echo'), { method: 'POST', body: 'a,b', headers })
      const response = await signedFetch(context)(request)
      return { status: response.status, ...arrived((await response.json()) as Echo) }
    },
    expected: { status: 200, type: 'text/csv', arrives: 'a,b' },
  },
  {
    group,
    name: 'posts a Request made of a string',
    async observe(context) {
      const request = new Request(at(context, '/echo'), { method: 'POST', body: 'a,b' })
      const response = await signedFetch(context)(request)
      return { status: response.status, ...arrived((await response.json()) as Echo) }
    },
    expected: { status: 200, type: 'text/plain;charset=UTF-8', arrives: 'a,b' },
  },
  {
    group,
    name: 'a slow clock is corrected, once',
    async observe(context) {
      const signer = signerOf(context, { now: () => Date.now() - 3_600_000 })
      const call = context.libraries.signedFetch.createSignedFetch(signer)
      return [(await call(regionsUrl(context))).status, (await call(regionsUrl(context))).status]
    },
    expected: [200, 200],
  },
  {
    group,
    name: 'a refusal is handed over',
    async observe(context) {
      const signer = signerOf(context, { fingerprint: '00:00' })
      const response = await context.libraries.signedFetch.createSignedFetch(signer)(regionsUrl(context))
      return [response.status, ((await response.json()) as { code: string }).code]
    },
    expected: [401, 'NotAuthenticated'],
  },
  {
    group,
    name: 'a redirect is handed over, not followed',
    async observe(context) {
      const { status, type } = await signedFetch(context)(at(context, PATHS.moved))
      return [status, type === 'opaqueredirect']
    },
    expected: [302, false],
  },
  {
    group,
    name: "a wait ends with the signal's reason",
    observe: (context) =>
      signedFetch(context)(at(context, PATHS.silent), { signal: AbortSignal.timeout(50) }).catch(nameOf),
    expected: 'TimeoutError',
  },
]

const nameOf = ({ name }: Error): string => name
