// Signs as the resource that the environment describes, of which the SDK knows version 2.2.
import common from 'oci-common'
import { byClient, control, get, made, post, revoked, run } from './interop.mjs'

const principal = made(() => common.ResourcePrincipalAuthenticationDetailsProvider.builder())

await run('first use', async () => get(principal()))
await run('a body', async () => post(principal()))
await run('a service client', async () => byClient(principal()))
await run('new files, forced renewal', async () => {
  await control('renew-files')
  await principal().refresh()
  return byClient(principal())
})
await run('a token that was revoked, new files', async () => {
  await control('renew-files')
  return revoked(principal())
})
