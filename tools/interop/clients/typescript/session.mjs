// Signs with the session of a profile.
import { dirname } from 'node:path'
import common from 'oci-common'
import { byClient, control, get, post, run } from './interop.mjs'

const session = new common.SessionAuthDetailProvider(undefined, 'SESSION')
await run('first use', () => get(session))
await run('a body', () => post(session))
await run('a service client', () => byClient(session))
await run('session files that were replaced', async () => {
  const files = `${dirname(process.env.OCI_CONFIG_FILE)}/sessions/SESSION`
  await control('replace-session', { tokenFile: `${files}/token`, keyFile: `${files}/oci_api_key.pem` })
  return byClient(session)
})
