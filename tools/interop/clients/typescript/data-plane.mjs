// Gets tokens from the identity data plane, and uses the one that opens a session.
import { generateKeyPairSync } from 'node:crypto'
import common from 'oci-common'
import identitydataplane from 'oci-identitydataplane'
import { byClient, clientOf, made, run } from './interop.mjs'

const user = new common.ConfigFileAuthenticationDetailsProvider()
const client = clientOf(identitydataplane.DataplaneClient, user)
const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

async function scoped() {
  const generateScopedAccessTokenDetails = { scope: 'urn:oracle:db::id::*', publicKey }
  const { securityToken } = await client.generateScopedAccessToken({ generateScopedAccessTokenDetails })
  if (!securityToken.token) throw new Error('no token')
  return 200
}

const token = made(async () => {
  const generateUserSecurityTokenDetails = { publicKey, sessionExpirationInMinutes: 60 }
  const { securityToken } = await client.generateUserSecurityToken({ generateUserSecurityTokenDetails })
  return securityToken.token
})

const signing = async () => {
  const keyId = `ST$${await token()}`
  return { getKeyId: async () => keyId, getPrivateKey: () => privateKey, getPassphrase: () => null }
}

await run('a token for databases', scoped)
await run('a user security token', async () => ((await token()) ? 200 : 404))
await run('that token signs', async () => byClient(await signing()))
