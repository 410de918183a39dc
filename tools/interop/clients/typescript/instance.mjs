// Signs as a compute instance.
import common from 'oci-common'
import { byClient, control, count, get, principalCases, renewed, run, url, wait } from './interop.mjs'

const X509 = '/v1/x509'

function principal() {
  const builder = new common.InstancePrincipalsAuthenticationDetailsProviderBuilder()
  // It takes neither from a variable.
  builder.metadataBaseUrl = process.env.OCI_METADATA_BASE_URL
  builder.federationEndpoint = url
  return builder.build()
}

async function rotated() {
  await control('lifetime', { seconds: 2 })
  const provider = await principal()
  await get(provider)
  await control('rotate', { revokeOld: true })
  await wait()
  return renewed(X509, () => byClient(provider))
}

async function atOnce() {
  await control('lifetime', { seconds: 1 })
  const provider = await principal()
  await get(provider)
  await control('lifetime', { seconds: 3600 })
  await wait()
  const before = await count(X509)
  const statuses = await Promise.all(Array.from({ length: 8 }, () => get(provider)))
  if (statuses.some((status) => status !== 200)) throw new Error(`answered with ${statuses}`)
  const exchanges = (await count(X509)) - before
  if (exchanges !== 1) throw new Error(`${exchanges} exchanges for 8 calls`)
  return 200
}

await principalCases(principal, X509)
await run('a token of two seconds', async () => byClient(await principal()))
await run('another certificate at the next token', rotated)
await run('eight calls at once when the token has ended', atOnce)
