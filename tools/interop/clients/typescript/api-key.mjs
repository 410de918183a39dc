// Signs as a user with an API key, from a config file.
import common from 'oci-common'
import { byClient, get, post, run } from './interop.mjs'

const user = new common.ConfigFileAuthenticationDetailsProvider()
await run('first use', () => get(user))
await run('a body', () => post(user))
await run('a service client', () => byClient(user))
