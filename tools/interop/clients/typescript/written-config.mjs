// Reads the config file that @x/config has written: DEFAULT has an API key, LOCKED one with a passphrase, SESSION a session.
import common from 'oci-common'
import { byClient, run } from './interop.mjs'

const { ConfigFileAuthenticationDetailsProvider: ConfigFile, SessionAuthDetailProvider: Session } = common

await run('an API key', () => byClient(new ConfigFile(undefined, 'DEFAULT')))
await run('an API key with a passphrase', () => byClient(new ConfigFile(undefined, 'LOCKED')))
await run('a session', () => byClient(new Session(undefined, 'SESSION')))
