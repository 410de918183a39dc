// The emulator's address, the control server, and how a case tells how it ended: see ../python/interop.py.
import { setTimeout as sleep } from 'node:timers/promises'
import common from 'oci-common'
import identity from 'oci-identity'

export const url = process.env.OCI_EMULATOR_URL.replace(/\/$/, '')
const REGIONS = '/20160918/regions'

/** Asks the control server to do something with the emulator. */
export async function control(verb, members = {}) {
  const response = await fetch(`${process.env.INTEROP_CONTROL}/${verb}`, {
    method: 'POST',
    body: JSON.stringify(members),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer)
  return answer
}

/** Tells how a case ends: `act` yields a status, or throws. */
export async function run(title, act) {
  await control('refusals')
  const line = { case: title }
  try {
    line.status = await act()
    if (line.status !== 200) throw new Error(`answered with ${line.status}`)
  } catch (error) {
    delete line.status
    const reasons = await control('refusals')
    line.error = `${textOf(error)} [${reasons.join(', ')}]`
  }
  console.log(JSON.stringify(line))
}

/** The SDK throws strings as well. */
const textOf = (error) =>
  (error instanceof Error ? `${error.name}: ${error.message}` : JSON.stringify(error))
    .replaceAll('\n', ' ')
    .slice(0, 400)

/** What `make` makes, once. */
export function made(make) {
  let kept
  return () => (kept ??= make())
}

/** A service client that is led to the emulator; it gives up at once what it would repeat. */
export function clientOf(Client, provider) {
  const client = new Client(
    { authenticationDetailsProvider: provider },
    { retryConfiguration: common.NoRetryConfigurationDetails },
  )
  client.endpoint = url
  return client
}

/** Lists regions with a service client. */
export async function byClient(provider) {
  await clientOf(identity.IdentityClient, provider).listRegions({})
  return 200
}

/** Sends a request with the client below every service client. */
export async function send(provider, { method = 'GET', path, headers = {}, body }) {
  const http = new common.FetchHttpClient(new common.DefaultRequestSigner(provider))
  const response = await http.send({ uri: url + path, method, headers: new Headers(headers), body })
  return response.status
}

export const get = (provider) => send(provider, { path: REGIONS })

export const post = (provider) =>
  send(provider, { method: 'POST', path: '/echo', headers: { 'content-type': 'application/json' }, body: '{"a":1}' })

export const count = (path) => control('count', { method: 'POST', path })

/** Has the token of the next request revoked. */
export async function revoked(provider) {
  await control('revoke-next', { path: REGIONS })
  return byClient(provider)
}

/** Waits until tokens of two seconds have ended: the SDK looks at the clock of this machine. */
export const wait = () => sleep(2500)

/** Does something for which the token has to be renewed, and looks whether it was. */
export async function renewed(endpoint, act) {
  const before = await count(endpoint)
  const status = await act()
  if (status === 200 && (await count(endpoint)) === before) throw new Error('the token was not renewed')
  return status
}

/** The situations of every principal that gets tokens from `endpoint`. */
export async function principalCases(make, endpoint) {
  const provider = made(make)
  await run('first use', async () => get(await provider()))
  await run('a body', async () => post(await provider()))
  await run('a service client', async () => byClient(await provider()))
  await run('forced renewal', () =>
    renewed(endpoint, async () => {
      await (await provider()).refresh()
      return byClient(await provider())
    }),
  )
  await run('a token that was revoked', async () => revoked(await provider()))
  await control('lifetime', { seconds: 2 })
  const short = made(make)
  await Promise.resolve(short())
    .then(get)
    .catch(() => undefined) // the next use tells
  await wait()
  await run('a token that has ended', () => renewed(endpoint, async () => byClient(await short())))
}
