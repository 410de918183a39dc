// The client of the identity data plane: tokens bound to keys that the runtime makes.
import type { DataplaneClient } from '@x/identity-data-plane'
import type { Case, Context } from '../case.ts'
import { regionsUrl, signerOf } from '../signers.ts'

const group = 'data plane'
const SCOPE = 'urn:oracle:db::id::*'

const clientOf = (context: Context, fingerprint = context.input.identity.fingerprint): DataplaneClient =>
  new context.libraries.dataPlane.DataplaneClient({
    signer: signerOf(context, { fingerprint }),
    serviceEndpoint: context.input.identity.origin,
    env: {},
  })

export const dataPlaneCases: readonly Case[] = [
  {
    group,
    name: 'a scoped token for a public key',
    async observe(context) {
      const details = { scope: SCOPE, publicKey: context.input.publicKey }
      const { status, data } = await clientOf(context).generateScopedAccessToken(details)
      return [status, data.token.split('.').length]
    },
    expected: [200, 3],
  },
  {
    group,
    name: 'a scoped token with a key of its own',
    async observe(context) {
      const { libraries } = context
      const made = await libraries.dataPlane.createScopedToken(clientOf(context), { scope: SCOPE })
      const { bits } = await libraries.signer.loadPrivateKey(made.privateKeyPem)
      return [made.scope, bits >= 2048, JSON.stringify(made).includes(made.token)]
    },
    expected: [SCOPE, true, false],
  },
  {
    group,
    name: 'a user security token signs',
    async observe(context) {
      const { dataPlane, signedFetch } = context.libraries
      const signer = new dataPlane.UserSecurityTokenSigner({ client: clientOf(context) })
      return (await signedFetch.createSignedFetch(signer)(regionsUrl(context))).status
    },
    expected: 200,
  },
  {
    group,
    name: 'a user security token is renewed by its own signature',
    async observe(context) {
      const { dataPlane, signedFetch } = context.libraries
      const signer = new dataPlane.UserSecurityTokenSigner({ client: clientOf(context) })
      const keyId = async (): Promise<string> => {
        const { headers } = await signer.sign({ method: 'GET', url: regionsUrl(context) })
        return String(/keyId="(ST\$[^"]+)"/.exec(String(headers['authorization']))?.[1])
      }
      const first = await keyId()
      await signer.refresh()
      const { status } = await signedFetch.createSignedFetch(signer)(regionsUrl(context))
      return [first.startsWith('ST$'), (await keyId()) === first, status]
    },
    expected: [true, false, 200],
  },
  {
    group,
    name: "a database's token is written with its key",
    async observe(context) {
      const { dataPlane, signer } = context.libraries
      const folder = await Promise.resolve()
        .then(async () => `${await context.host.fileWith('')}-token`)
        .catch(() => '/no/such/folder')
      const { privateKeyFile } = await dataPlane.writeDatabaseToken(clientOf(context), { folder, env: {} })
      const withIt = new signer.Signer({ tenancy: 'a', user: 'b', fingerprint: 'c', privateKeyFile })
      const { headers } = await withIt.sign({ method: 'GET', url: regionsUrl(context) })
      return [privateKeyFile.slice(folder.length + 1), 'authorization' in headers]
    },
    expected: ['oci_db_key.pem', true],
  },
  {
    group,
    name: 'a refusal says what the service said',
    async observe(context) {
      const details = { scope: SCOPE, publicKey: context.input.publicKey }
      const { isServiceError } = context.libraries.http
      return clientOf(context, '00:00')
        .generateScopedAccessToken(details)
        .catch((error: unknown) => isServiceError(error) && [error.status, error.code])
    },
    expected: [401, 'NotAuthenticated'],
  },
  {
    group,
    name: 'a configuration that needs a federation principal is refused',
    observe({ libraries }) {
      const config = { authenticationType: 'instance_principal', region: 'us-phoenix-1' }
      return new libraries.dataPlane.DataplaneClient({ config, env: {} })
    },
    expected: { code: 'ERR_FEDERATION_REQUIRED' },
  },
]
