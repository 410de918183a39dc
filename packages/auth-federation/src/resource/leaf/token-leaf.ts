// Version 2.2: a token and its key, put beside the program by somebody else, who may replace both at any time.
import { createCredential } from '@x/signer'
import {
  bindsKey,
  lifetimeOf,
  parseTokenClaims,
  type Claims,
  type Lifetime,
  type SessionKey,
  type TokenSnapshot,
} from '@x/signer/principal'
import { ResourceInputError, TokenExpiredError } from '../../errors/resource-errors.ts'
import { readText } from '../given-text.ts'
import type { TokenLeafInputs } from '../inputs.ts'
import { knownRegion, type Leaf, type LeafContext, type LeafPorts } from './leaf.ts'
import { OwnKey } from './own-key.ts'

/** Who replaces two files does so one after the other: what does not fit is read again after these. */
const PAUSES_MS = [100, 200, 300, 400]
/** The farthest time that a `Date` can hold. */
export const NEVER_MS = 8.64e15

export function tokenLeaf(inputs: TokenLeafInputs, { readFile, sleep }: LeafPorts): Leaf {
  const { token: given, privateKey } = inputs
  const ownKey = new OwnKey(inputs, readFile)
  const mayChange = given.isFile || privateKey.isFile

  async function readPair(previous: TokenSnapshot | undefined): Promise<TokenSnapshot> {
    const before = await ownKey.read()
    const token = await readText(given, readFile)
    const key = await ownKey.read()
    const claims = parseTokenClaims(token)
    if (claims === undefined) throw new ResourceInputError(given.variable, 'not-a-token')
    const { jwk } = claims
    if (before !== key || jwk === 'unreadable' || (jwk && !bindsKey(jwk, key.publicKey)))
      throw new ResourceInputError(given.variable, 'key-mismatch')
    // The same pair is the same credential: a request that was refused is not sent again with it.
    if (previous?.token === token && previous.sessionKey === key) return previous
    return snapshotOf(token, { ...claims, jwk }, key)
  }

  async function readPatiently({ signal }: LeafContext, previous: TokenSnapshot | undefined): Promise<TokenSnapshot> {
    for (const pauseMs of mayChange ? PAUSES_MS : []) {
      const pair = await readPair(previous).catch(() => undefined)
      if (pair) return pair
      await sleep(pauseMs, signal)
    }
    return readPair(previous)
  }

  return {
    source: mayChange ? 'files named by the environment' : 'the environment',
    region: knownRegion(inputs.region),
    lifetime: tokenLifetime,
    load: async (context, previous) => {
      const snapshot = await readPatiently(context, previous)
      if (context.now() >= snapshot.expiresAt)
        throw new TokenExpiredError(given.variable, snapshot.expiresAt, given.isFile)
      return { snapshot }
    },
  }
}

/** A token that does not say when it ends never does, as far as anybody here knows. */
function snapshotOf(
  token: string,
  claims: Claims & Pick<TokenSnapshot['claims'], 'jwk'>,
  sessionKey: SessionKey,
): TokenSnapshot {
  const { expiresAt = NEVER_MS, issuedAt = expiresAt } = claims
  const credential = createCredential({
    keyId: `ST$${token}`,
    key: sessionKey.privateKey,
    expiresAt: claims.expiresAt,
  })
  const times = { issuedAt: Math.min(issuedAt, expiresAt), expiresAt }
  return { credential, token, claims: { ...claims, expiresAt }, sessionKey, ...times }
}

function tokenLifetime(snapshot: TokenSnapshot, random: number): Lifetime {
  const { expiresAt } = snapshot
  return expiresAt === NEVER_MS ? { softAt: Infinity, hardAt: expiresAt } : lifetimeOf(snapshot, random)
}
