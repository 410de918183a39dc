// Makes what is secret in the example: the key that seals, a password for each user of the store, and the store's list of users.
import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Each reaches the keys that its part needs, and no others. */
const RIGHTS = {
  worker: '~oci-fleet:credential:* ~oci-fleet:lease:* +get +set +del +eval',
  server: '~oci-fleet:seen:* +set',
}

const folder = process.argv[2] ?? 'secrets'
await mkdir(folder, { mode: 0o700 })
// One that is there is never replaced.
const write = (name: string, content: string | Uint8Array): Promise<void> =>
  writeFile(join(folder, name), content, { mode: 0o600, flag: 'wx' })

await write('fleet.key', randomBytes(32))
const users = ['user default off']
for (const [user, rights] of Object.entries(RIGHTS)) {
  const password = randomBytes(24).toString('hex')
  await write(`${user}.password`, password)
  users.push(`user ${user} on >${password} ${rights}`)
}
await write('users.acl', `${users.join('\n')}\n`)
