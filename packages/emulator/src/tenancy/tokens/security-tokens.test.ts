import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import type { Principal } from '../../proof/principal.ts'
import { NEW_KEYS } from '../keys/key-source.ts'
import { SecurityTokens } from './security-tokens.ts'
import { sessionClaims } from './token-claims.ts'

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const keyNumber = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey
const principal: Principal = { kind: 'session', tenancy: 't', user: 'u' }
const START = Date.UTC(2026, 10, 20, 8)

let now = START
let tokens: SecurityTokens
beforeEach(() => {
  now = START
  tokens = new SecurityTokens(() => now, NEW_KEYS)
})

const issue = (): string => tokens.issue({ claims: sessionClaims('t', 'u'), publicKey, lifetimeSeconds: 60 }).token
const reasonOf = (token: string): string => {
  const found = tokens.find(token)
  return found.ok ? 'ok' : found.reason
}

test('a token is good from five minutes before its issue to its end', () => {
  const token = issue()
  const at = (ms: number): string => {
    now = START + ms
    return reasonOf(token)
  }
  expect([-300_001, -300_000, 0, 59_999, 60_000].map(at)).toEqual([
    'token-not-yet-valid',
    'ok',
    'ok',
    'ok',
    'token-expired',
  ])
})

test('a token that is revoked stays so, with blanks around it, too; what is none changes nothing', () => {
  const [one, other] = [issue(), issue()]
  expect(reasonOf(one)).toBe('ok')
  tokens.revoke(` ${one}\n`)
  tokens.revoke('no token')
  expect([reasonOf(one), reasonOf(other)]).toEqual(['token-revoked', 'ok'])
})

test('the last 64 keys for which tokens were asked are remembered, each once', () => {
  const keys = Array.from({ length: 65 }, keyNumber)
  for (const key of keys) tokens.rememberAsked(principal, key)
  tokens.rememberAsked(principal, keys[64] as KeyObject)
  const known = [...tokens.keys()].map((one) => one.publicKey)
  expect(known).toHaveLength(64)
  expect([known.includes(keys[0] as KeyObject), known.includes(keys[1] as KeyObject)]).toEqual([false, true])
})

test('the keys of tokens come before those that tokens were asked for', () => {
  tokens.rememberAsked(principal, publicKey)
  issue()
  expect([...tokens.keys()].map(({ label }) => label)).toEqual([
    'the key of another session token of u',
    'a key for which u asked for a token, but to which this one is not bound',
  ])
})
