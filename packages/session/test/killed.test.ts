// Whoever is killed while a session is saved, at whichever step, leaves the old session or the new one: a pair that fits, never a mixture.
import { spawnSync } from 'node:child_process'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@x/config'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { saveSession, type NewSession } from '../src/files/save-session.ts'
import { sessionPlace } from '../src/files/session-place.ts'
import { makeSessionKeyPair } from '../src/token/session-key.ts'
import { buildProgram, type Program } from '@x-tools/testkit/build-program'

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

let folder: string
let program: Program
let sessions: readonly [NewSession, NewSession]
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'killed-'))
  program = await buildProgram(new URL('./processes/save-until.ts', import.meta.url))
  sessions = await Promise.all([newSession('old'), newSession('new')])
})
afterAll(async () => {
  await program.remove()
  await rm(folder, { recursive: true })
})

async function newSession(name: string): Promise<NewSession> {
  const { privateKeyPem: pem, publicKeyPem, fingerprint } = await makeSessionKeyPair()
  const { n, e } = createPublicKey(publicKeyPem).export({ format: 'jwk' })
  const token = `${part({ alg: 'RS256' })}.${part({ sub: name, exp: 4_000_000_000, jwk: JSON.stringify({ n, e }) })}.c2ln`
  return { token, publicKeyPem, privateKey: { pem }, keys: { fingerprint, tenancy: `tenancy-${name}`, region: 'phx' } }
}

/** @returns `none` where there is no such profile; fails for a token and a key that do not fit each other */
async function sessionIn(home: string): Promise<string> {
  const config = await loadConfig({ profile: 'S', homeDirectory: home, env: {} }).catch((error: { code?: string }) =>
    error.code === 'ERR_CONFIG_FILE_NOT_FOUND' || error.code === 'ERR_PROFILE_NOT_FOUND'
      ? undefined
      : Promise.reject(error),
  )
  if (config === undefined) return 'none'
  const token = await readFile(config.require('securityTokenFile'), 'utf8')
  const claims = JSON.parse(Buffer.from(String(token.split('.')[1]), 'base64url').toString()) as {
    sub: string
    jwk: string
  }
  const key = createPublicKey(createPrivateKey(await readFile(config.require('keyFile'), 'utf8')))
  expect(JSON.parse(claims.jwk)).toMatchObject({ n: key.export({ format: 'jwk' }).n })
  const { tenancy, fingerprint } = config
  expect(sessions.map(({ keys }) => [keys.tenancy, keys.fingerprint])).toContainEqual([tenancy, fingerprint])
  expect(tenancy).toBe(`tenancy-${claims.sub}`)
  return claims.sub
}

describe.each([
  ['where there was none', undefined],
  ['over another', 'old'],
])('a session that is saved %s', (_, first) => {
  test('is there whole or not at all, wherever its writer is killed', { timeout: 120_000 }, async () => {
    const before = join(folder, `before-${first}`)
    const place = (home: string) => sessionPlace({ profile: 'S', homeDirectory: home, env: {} })
    await mkdir(join(before, '.oci'), { recursive: true })
    if (first) await saveSession(await place(before), sessions[0], { homeDirectory: before, env: {} })

    const outcomes: string[] = []
    let run = { signal: 'SIGKILL' as NodeJS.Signals | null, stdout: '' }
    for (let last = 1; run.signal !== null; last++) {
      const home = join(folder, `${first}-${last}`)
      await relocated(before, home)
      const options = { overwrite: true, homeDirectory: home, env: {} }
      const given = { last, place: await place(home), session: sessions[1], options }
      run = spawnSync(process.execPath, [program.path, JSON.stringify(given)], { encoding: 'utf8' })
      outcomes.push(await sessionIn(home))
      // Whoever comes next finishes what was begun, and leaves no litter.
      await saveSession(await place(home), sessions[1], options)
      expect(await sessionIn(home)).toBe('new')
      const left = (await readdir(join(home, '.oci/sessions/S'))).sort()
      expect(left).toEqual(['oci_api_key.pem', 'oci_api_key_public.pem', 'token'])
    }
    expect(Number(run.stdout)).toBe(outcomes.length - 1)
    const was = first ?? 'none'
    const turn = outcomes.indexOf('new')
    expect(outcomes.slice(0, turn).every((each) => each === was)).toBe(true)
    expect(outcomes.slice(turn).every((each) => each === 'new')).toBe(true)
    expect(turn).toBeGreaterThan(5)
  })
})

/** A copy of a home whose configuration names the files of the copy. */
async function relocated(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true })
  const file = join(to, '.oci/config')
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text !== undefined) await writeFile(file, text.replaceAll(from, to))
}
