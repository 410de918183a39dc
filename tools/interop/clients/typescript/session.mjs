// Signs with the session of a profile.
import common from 'oci-common'
import { byClient, get, post, run } from './interop.mjs'

const session = new common.SessionAuthDetailProvider(undefined, 'SESSION')
await run('first use', () => get(session))
await run('a body', () => post(session))
await run('a service client', () => byClient(session))
