// A service, or whoever stands in its place, that answers a renewal with what is no renewal.
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { startEmulator, type Emulator } from '@x/emulator'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { refreshSession, SessionTokenSigner, type RefreshSessionOptions } from '../src/index.ts'
import { answering, forged } from './forged-token.ts'
import { makeHome, type Home } from './home.ts'
import { keptSession, REFRESH, type KeptSession } from './kept-session.ts'

const HOUR = 3_600_000

let oci: Emulator
let home: Home
let session: KeptSession
let before: string
let askedBefore = 0
beforeAll(async () => void (oci = await startEmulator()))
afterAll(() => oci.close())
beforeEach(async () => {
  oci.clock.freeze(Math.floor(Date.now() / 1000) * 1000)
  home = await makeHome(oci)
  session = keptSession(home)
  before = await session.token()
  askedBefore = oci.count('POST', REFRESH)
})
afterEach(() => home.remove())

const now = (): number => oci.clock.now()
const asked = (): number => oci.count('POST', REFRESH) - askedBefore
const given = (options: Partial<RefreshSessionOptions>) => ({
  profile: 'SESSION',
  retryStrategy: NONE_RETRY_STRATEGY,
  now,
  ...home.options,
  ...options,
})
const refresh = (options: Partial<RefreshSessionOptions>) => refreshSession(given(options))

test('the same token again is no gain: the session has reached its end, and the signer asks no more', async () => {
  oci.clock.advance(HOUR / 2)
  const httpClient = answering(() => before)
  expect(await refresh({ httpClient })).toMatchObject({ outcome: 'renewed', atCeiling: true })
  const signer = SessionTokenSigner.fromProfile(given({ httpClient }))
  await signer.ready()
  await signer.refresh()
  for (const minutes of [5, 5, 5, 5]) {
    oci.clock.advance(minutes * 60_000)
    await signer.sign({ method: 'GET', url: oci.url })
  }
  expect([signer.status().atCeiling, asked()]).toEqual([true, 2])
  await signer.close()
})

test('an older token is no gain either', async () => {
  oci.clock.advance(HOUR / 2)
  const older = forged(before, (claims) => ({
    ...claims,
    iat: Number(claims['iat']) - 60,
    exp: Number(claims['exp']) - 60,
  }))
  expect((await refresh({ httpClient: answering(() => older) })).atCeiling).toBe(true)
})

describe('a token is not taken, and the one at hand stays, when it is', () => {
  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['of another user', { sub: 'ocid1.user.oc1..other' }, 'foreign-user'],
    ['of another tenancy', { tenant: 'ocid1.tenancy.oc1..other' }, 'foreign-tenancy'],
    ['of nobody', { sub: undefined }, 'foreign-user'],
    ['for a key that cannot be read', { jwk: '{' }, 'key-mismatch'],
    ['without an end', { exp: '4102444800' }, 'no-expiry'],
    ['without an end that a calendar has', { exp: 1e300 }, 'no-expiry'],
  ])('%s', async (_, claims, reason) => {
    const httpClient = answering((token) => forged(token, (said) => ({ ...said, ...claims })))
    expect(await rejectionOf(refresh({ httpClient }))).toMatchObject({ code: 'ERR_UNUSABLE_TOKEN', reason })
    expect(await session.token()).toBe(before)
  })

  test('over by the clock of who issued it', async () => {
    const date = new Date(now() + 2 * HOUR).toUTCString()
    const error = await rejectionOf(refresh({ httpClient: answering((token) => token, { date }) }))
    expect(error).toMatchObject({ code: 'ERR_UNUSABLE_TOKEN', reason: 'expired' })
    expect(await session.token()).toBe(before)
  })
})

test('a token and the key of another login make no request: nobody is shown a signature of theirs', async () => {
  await writeFile(session.keyFile, oci.createSession().privateKeyPem)
  const error = await rejectionOf(refresh({}))
  expect(error).toMatchObject({ code: 'ERR_SESSION_FILES', reason: 'key-mismatch', path: session.tokenFile })
  expect([asked(), await session.token()]).toEqual([0, before])
})

test.each([-30 * 60_000, 30 * 60_000, -364 * 24 * HOUR])(
  'a `Date` that is %i ms off the time at which the token was issued sets no clock',
  async (offMs) => {
    const signer = SessionTokenSigner.fromProfile(
      given({ httpClient: answering((token) => token, { date: new Date(now() + offMs).toUTCString() }) }),
    )
    await signer.ready()
    await signer.refresh()
    const { headers } = await signer.sign({ method: 'GET', url: oci.url })
    expect([(headers as Record<string, string>)['date'], asked()]).toEqual([new Date(now()).toUTCString(), 1])
    await signer.close()
  },
)

describe('an answer is not taken that', () => {
  async function serving(onRequest: RequestListener): Promise<string> {
    const server = createServer(onRequest)
    onTestFinished(() => void server.close().closeAllConnections())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  test('leads elsewhere: the token is not sent on', async () => {
    const seen: unknown[] = []
    const foreign = await serving((request, response) => (seen.push(request.url), void response.end('{}')))
    for (const status of [301, 302, 307, 308]) {
      const authEndpoint = await serving((_, response) =>
        response.writeHead(status, { location: `${foreign}/v1/authentication/refresh` }).end(),
      )
      expect(await rejectionOf(refresh({ authEndpoint }))).toMatchObject({ code: 'ERR_REDIRECT' })
    }
    expect([seen, await session.token()]).toEqual([[], before])
  })

  test.each<[string, RequestListener, string]>([
    [
      'is a page',
      (_, response) => void response.setHeader('content-type', 'text/html').end('<h1>Sign in to the network</h1>'),
      'ERR_RESPONSE_PARSE',
    ],
    ['has no end', (_, response) => void endless(response), 'ERR_RESPONSE_TOO_LARGE'],
    [
      'grows without bound when it is unpacked',
      (_, response) => void response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(20_000_000))),
      'ERR_RESPONSE_TOO_LARGE',
    ],
  ])('%s', async (_, onRequest, code) => {
    expect(await rejectionOf(refresh({ authEndpoint: await serving(onRequest) }))).toMatchObject({ code })
    expect(await session.token()).toBe(before)
  })
})

function endless(response: Parameters<RequestListener>[1]): void {
  response.setHeader('content-type', 'application/json').write('{"token":"')
  const more = (): void => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
  }
  response.on('drain', more)
  more()
}
