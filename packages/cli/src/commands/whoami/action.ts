// Shows who signs.
import { parseTokenClaims, type Claims, type PrincipalSigner } from '@x/signer/principal'
import type { Context } from '../../program/context.ts'
import { identityData } from './identity-data.ts'

export async function run(context: Context<object>): Promise<void> {
  const { signal, progress, give } = context
  const { auth } = await context.settings()
  const asked = context.whoSigns().then(async ({ signer, config }) => {
    const identity = await signer.whoami({ signal })
    return identityData({ identity, config, auth, claims: await claimsOf(signer, signal) })
  })
  const data = await progress('Looking who signs', asked)
  await give(data, { columns: Object.keys(data) })
}

/** Of the token that signs: a request that is never sent shows it. */
async function claimsOf(signer: PrincipalSigner, signal: AbortSignal): Promise<Claims | undefined> {
  const { keyId } = await signer.sign({ method: 'GET', url: 'https://localhost/' }, { signal })
  return keyId.startsWith('ST$') ? parseTokenClaims(keyId.slice(3)) : undefined
}
