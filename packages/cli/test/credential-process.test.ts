// `ocix session credential-process`.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { emulated } from '@x-tools/emulated'
import { afterEach, expect, test } from 'vitest'
import { homes } from './kit/home.ts'

const oci = emulated()
const home = homes(oci)

afterEach(() => oci().clock.offset(0))

test('tells who signs and until when, and where the key lies; the key stays there', async () => {
  const token = await home().loginAgain({ lifetimeSeconds: 3600 })
  const { code, stdout, stderr } = await home().run('session credential-process --profile SESSION')
  expect([code, stderr]).toEqual([0, ''])
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    keyId: `ST$${token}`,
    privateKeyRef: join(home().path, '.oci/sessions/SESSION/oci_api_key.pem'),
    tenancy: oci().tenancy,
    user: oci().user,
    region: 'us-phoenix-1',
    expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  })
  expect(stdout).not.toContain('PRIVATE')
})

test('a session past half of its life is renewed first, unless --no-refresh', async () => {
  const token = await home().loginAgain({ lifetimeSeconds: 3600 })
  oci().clock.offset(2_000_000)
  const old = await home().run('session credential-process --profile SESSION --no-refresh --query keyId --raw-output')
  expect(old.stdout).toBe(`ST$${token}\n`)
  const fresh = await home().run('session credential-process --profile SESSION --query keyId --raw-output')
  expect(fresh.stdout).not.toBe(old.stdout)
  expect(fresh.stdout).toBe(`ST$${await readFile(home().tokenFile(), 'utf8')}\n`)
})

test('a session that is over is 3, and prints nothing on stdout', async () => {
  oci().clock.offset(400_000_000)
  const { code, stdout } = await home().run('session credential-process --profile SESSION')
  expect([code, stdout]).toEqual([3, ''])
})
