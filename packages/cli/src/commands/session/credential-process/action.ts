// Prints a session for a program that signs by itself: the token, and where its key lies.
import { isoTime } from '../../../output/times.ts'
import type { Context } from '../../../program/context.ts'
import { freshToken, type FreshTokenOptions } from '../token/fresh-token.ts'

export async function run(context: Context<FreshTokenOptions>): Promise<void> {
  const { token, keyFile: privateKeyRef, tenancy, user, region, expiresAt } = await freshToken(context)
  const credential = { version: 1, keyId: `ST$${token}`, privateKeyRef, tenancy, user, region }
  await context.give({ ...credential, expiration: isoTime(expiresAt) }, { isSecret: true })
}
