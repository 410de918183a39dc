// A server that checks the tokens of sessions and instances by the issuer's keys.
import { SecurityTokenSigner, type RequestSigner } from '@x/signer'
import { resolveKeys, tokenKeys, verifyRequest } from '@x/signer/verify'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { InstancePrincipalsSecurityTokenSigner } from '../src/index.ts'

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator()
})
afterAll(() => oci.close())

async function verdictOn(signer: RequestSigner) {
  const { method, url, headers } = await signer.sign({ method: 'GET', url: 'http://api.example/notes' })
  const issuer = await oci.issuerKeys()
  return verifyRequest(
    { method, url, headers },
    resolveKeys(async () => undefined, tokenKeys(issuer)),
  )
}

test('a session names its user', async () => {
  const { token, privateKeyPem } = oci.createSession()
  expect(await verdictOn(new SecurityTokenSigner({ token, privateKey: privateKeyPem }))).toMatchObject({
    verified: true,
    principal: { kind: 'token', type: 'user', tenancy: oci.tenancy, user: oci.user },
  })
})

test('an instance names itself', async () => {
  const signer = new InstancePrincipalsSecurityTokenSigner({ env: await oci.environment('instance') })
  expect(await verdictOn(signer)).toMatchObject({
    verified: true,
    principal: { kind: 'token', type: 'instance', tenancy: oci.tenancy, instance: oci.instance },
  })
  await signer.close()
})

test('a session of another emulator is not trusted', async () => {
  const other = await startEmulator()
  const { token, privateKeyPem } = other.createSession()
  expect(await verdictOn(new SecurityTokenSigner({ token, privateKey: privateKeyPem }))).toMatchObject({
    reason: 'invalid-token',
    message: 'The token of the key id was not signed by its issuer.',
  })
  await other.close()
})
