// Who signs a request: what the line says, else the profile.
import { createPrivateKey } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { emulated } from '@x-tools/emulated'
import { expect, test } from 'vitest'
import type { Ask } from '../src/ask/questions.ts'
import type { Auth } from '../src/program/auth.ts'
import { readSettings } from '../src/program/settings.ts'
import { whoSigns, type WhoSigns } from '../src/program/who-signs.ts'
import { homes } from './kit/home.ts'

const oci = emulated()
const home = homes(oci)
const NOBODY = { canAsk: false } as Ask

interface Line {
  readonly profile?: string
  readonly auth?: Auth
  readonly region?: string
  readonly ask?: Ask
  readonly env?: Readonly<Record<string, string>>
}

async function whoSignsFor({ profile, auth, region, ask = NOBODY, env }: Line): Promise<WhoSigns> {
  const { path, env: variables } = home()
  const terminal = { env: { ...variables, ...env }, homeDirectory: path, cwd: path } as Parameters<
    typeof readSettings
  >[1]
  const root = { profile, auth, region } as Parameters<typeof readSettings>[0]
  const settings = await readSettings(root, terminal, { log: undefined, isOnLine: () => false })
  const { signal } = new AbortController()
  return whoSigns(settings, { ask, say: () => {}, signal, now: () => oci().clock.now() })
}

async function statusOfCall({ signer }: WhoSigns): Promise<number> {
  const signed = await signer.sign({ method: 'GET', url: `${oci().url}/20160918/regions` })
  return (await fetch(signed.url, signed)).status
}

test.each([
  ['an API key, by default', {}, 'user'],
  ['the session of a profile', { profile: 'SESSION' }, 'session'],
  ['the session of a profile, by its word', { profile: 'SESSION', auth: 'security_token' }, 'session'],
] as const)('%s', async (_, line, principal) => {
  const who = await whoSignsFor(line)
  expect([who.signer.status().principal, await statusOfCall(who)]).toEqual([principal, 200])
})

test('the instance, without any file', async () => {
  const env = await oci().environment('instance')
  const who = await whoSignsFor({ auth: 'instance_principal', env: { ...env, HOME: '/nowhere' } })
  expect([who.config, who.signer.status().principal, await statusOfCall(who)]).toEqual([undefined, 'instance', 200])
})

test('variables of OCI’s command line need no file', async () => {
  const keyFile = join(home().path, '.oci/oci_api_key.pem')
  const text = await readFile(keyFile, 'utf8')
  await writeFile(home().configFile, 'not a configuration')
  const who = await whoSignsFor({
    env: {
      OCI_CLI_TENANCY: oci().tenancy,
      OCI_CLI_USER: oci().user,
      OCI_CLI_FINGERPRINT: oci().apiKey.fingerprint,
      OCI_CLI_KEY_CONTENT: text,
      OCI_CLI_REGION: 'phx',
    },
  })
  expect(await statusOfCall(who)).toBe(200)
})

test('the passphrase of a key is asked for where somebody can answer, and is an error where nobody can', async () => {
  const keyFile = join(home().path, '.oci/oci_api_key.pem')
  const key = createPrivateKey(await readFile(keyFile, 'utf8'))
  await writeFile(keyFile, key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hunter2' }))
  await expect(whoSignsFor({})).rejects.toMatchObject({ code: 'ERR_MISSING_PASSPHRASE' })
  const ask = { canAsk: true, secret: () => Promise.resolve('hunter2') } as unknown as Ask
  expect(await statusOfCall(await whoSignsFor({ ask }))).toBe(200)
})

test('a session in the second half of its life is renewed at the address of the auth service', async () => {
  const before = await home().loginAgain()
  oci().clock.offset(40 * 60_000)
  const env = { OCI_SDK_AUTH_CLIENT_REGION_URL: oci().url, OCI_CLI_ENDPOINT: 'http://127.0.0.1:1' }
  const { signer } = await whoSignsFor({ profile: 'SESSION', env })
  await signer.refresh()
  oci().clock.offset(0)
  expect(await readFile(home().tokenFile(), 'utf8')).not.toBe(before)
})
