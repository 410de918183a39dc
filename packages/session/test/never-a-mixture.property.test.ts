// Whatever happens to the files of a session while a signer signs, token and key of each signature belong together.
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startEmulator, type Emulator } from '@x/emulator'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refreshSession, SessionTokenSigner } from '../src/index.ts'
import { makeHome, type Home } from './home.ts'
import { editConfig, keptSession, type KeptSession } from './kept-session.ts'

const RUNS = fuzzRuns(12)
const LOGINS = 3
const METHOD = 'GET'

let oci: Emulator
beforeAll(async () => void (oci = await startEmulator()))
afterAll(() => oci.close())

/** What may happen; `login` is which of a few logins wrote a file. */
type Step =
  | { readonly does: 'sign' | 'refused' | 'renew' | 'renew-elsewhere' | 'age' }
  | { readonly does: 'token' | 'key' | 'both' | 'config'; readonly login: number }

const login = fc.nat(LOGINS - 1)
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Step>({ does: 'sign' }, { does: 'refused' }) },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ does: 'renew' }, { does: 'renew-elsewhere' }, { does: 'age' }) },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constantFrom('token', 'key', 'both', 'config'), login }) as fc.Arbitrary<Step>,
  },
)

/** By node:crypto and the token alone: the signature is that of the key which the token names. */
function belongsTogether(url: string, headers: Readonly<Record<string, string>>): boolean {
  const { authorization = '', date = '' } = headers
  const [, token = ''] = /keyId="ST\$([^"]+)"/.exec(authorization) ?? []
  const [, signature = ''] = /signature="([^"]+)"/.exec(authorization) ?? []
  const { jwk } = JSON.parse(Buffer.from(String(token.split('.')[1]), 'base64url').toString()) as { jwk: string }
  const key = createPublicKey({ key: JSON.parse(jwk) as JsonWebKey, format: 'jwk' })
  const { pathname, host } = new URL(url)
  const values: Readonly<Record<string, string>> = { date, host, '(request-target)': `get ${pathname}` }
  const [, names = ''] = / headers="([^"]+)"/.exec(authorization) ?? /headers="([^"]+)"/.exec(authorization) ?? []
  const text = names.split(' ').map((name) => `${name}: ${values[name]}`)
  return verify('RSA-SHA256', Buffer.from(text.join('\n')), key, Buffer.from(signature, 'base64'))
}

interface World {
  readonly home: Home
  readonly session: KeptSession
  readonly logins: readonly { readonly token: string; readonly privateKeyPem: string }[]
  readonly signer: SessionTokenSigner
  readonly broken: string[]
  signatures: number
}

async function sign({ signer, broken, ...world }: World, count: () => void): Promise<void> {
  const url = `${oci.url}/20160918/regions`
  const signed = await signer.sign({ method: METHOD, url }).catch(() => undefined)
  if (signed === undefined) return
  count()
  if (!belongsTogether(url, signed.headers as Record<string, string>)) broken.push(await world.session.token())
}

async function perform(step: Step, world: World): Promise<unknown> {
  const { home, session, signer, logins } = world
  const count = (): void => void (world.signatures += 1)
  const options = {
    profile: 'SESSION',
    retryStrategy: NONE_RETRY_STRATEGY,
    now: () => oci.clock.now(),
    ...home.options,
  }
  switch (step.does) {
    case 'sign':
      return sign(world, count)
    case 'refused': {
      const refused = await signer.sign({ method: METHOD, url: oci.url }).catch(() => undefined)
      if (refused) await signer.refresh(refused).catch(() => {})
      return sign(world, count)
    }
    case 'renew':
      return signer.refresh().catch(() => {})
    case 'renew-elsewhere':
      return refreshSession(options).catch(() => {})
    case 'age':
      return oci.clock.advance(20 * 60_000)
    case 'config': {
      const other = join(home.path, '.oci', 'sessions', `login-${step.login}`)
      return editConfig(home, (text) =>
        text
          .replace(/^security_token_file=.*$/m, `security_token_file=${join(other, 'token')}`)
          .replace(/^key_file=.*sessions.*$/m, `key_file=${join(other, 'oci_api_key.pem')}`),
      )
    }
    default: {
      const { token, privateKeyPem } = logins[step.login] ?? { token: '', privateKeyPem: '' }
      if (step.does !== 'token') writeFileSync(session.keyFile, privateKeyPem)
      // Another program may come between the two.
      if (step.does === 'both') await sign(world, count)
      if (step.does !== 'key') writeFileSync(session.tokenFile, token)
      return undefined
    }
  }
}

async function makeWorld(): Promise<World> {
  const home = await makeHome(oci)
  const logins = Array.from({ length: LOGINS }, () => oci.createSession())
  for (const [index, { token, privateKeyPem }] of logins.entries()) {
    const { folder, tokenFile, keyFile } = keptSession(home, `login-${index}`)
    await mkdir(folder, { recursive: true })
    await writeFile(keyFile, privateKeyPem)
    await writeFile(tokenFile, token)
  }
  const signer = SessionTokenSigner.fromProfile({
    profile: 'SESSION',
    retryStrategy: NONE_RETRY_STRATEGY,
    now: () => oci.clock.now(),
    ...home.options,
  })
  await signer.ready()
  return { home, session: keptSession(home), logins, signer, broken: [], signatures: 0 }
}

test('a signature is never made with a mixture, in whatever order files are replaced, tokens renewed and refused', async () => {
  let signatures = 0
  const batches = fc.array(fc.array(anyStep, { minLength: 1, maxLength: 4 }), { minLength: 4, maxLength: 10 })
  await fc.assert(
    fc.asyncProperty(batches, async (rounds) => {
      oci.clock.freeze(Math.floor(Date.now() / 1000) * 1000)
      const world = await makeWorld()
      try {
        // What stands in one batch happens at the same time.
        for (const batch of rounds) await Promise.all(batch.map((each) => perform(each, world)))
        signatures += world.signatures
        return world.broken.length === 0
      } finally {
        await world.signer.close()
        await world.home.remove()
      }
    }),
    { numRuns: RUNS },
  )
  // The files were such that many were made.
  expect(signatures).toBeGreaterThan(RUNS)
}, 120_000)

test('the proof tells a mixture from a pair', async () => {
  const home = await makeHome(oci)
  const session = keptSession(home)
  const signer = SessionTokenSigner.fromProfile({ profile: 'SESSION', now: () => oci.clock.now(), ...home.options })
  const url = `${oci.url}/20160918/regions`
  const { headers } = await signer.sign({ method: METHOD, url })
  const good = headers as Record<string, string>
  const mixed = String(good['authorization']).replace(
    await readFile(session.tokenFile, 'utf8'),
    oci.createSession().token,
  )
  expect([belongsTogether(url, good), belongsTogether(url, { ...good, authorization: mixed })]).toEqual([true, false])
  await signer.close()
  await home.remove()
})
