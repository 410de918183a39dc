// Sends requests that are hard to sign: names, bodies and streams that something on the way writes otherwise.
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import common from 'oci-common'
import identity from 'oci-identity'
import objectstorage from 'oci-objectstorage'
import { clientOf, run, send } from './interop.mjs'

const user = new common.ConfigFileAuthenticationDetailsProvider()
const users = clientOf(identity.IdentityClient, user)
const objects = clientOf(objectstorage.ObjectStorageClient, user)
const NAME = 'R&D #1 é+%2F'
const compartmentId = user.getTenantId()

async function foundByName() {
  await users.createUser({ createUserDetails: { compartmentId, name: NAME, description: 'ä' } })
  const { items } = await users.listUsers({ compartmentId, name: NAME })
  if (items.length !== 1 || items[0].name !== NAME) throw new Error(`found ${items.length} users`)
  return 200
}

async function stored(objectName, putObjectBody, expected, contentLength) {
  const place = { namespaceName: 'space', bucketName: 'bucket', objectName }
  await objects.putObject({ ...place, putObjectBody, contentLength })
  const { value } = await objects.getObject(place)
  const content = await text(value)
  if (content !== expected) throw new Error(`${JSON.stringify(content)} was stored`)
  return 200
}

const bytes = Buffer.from('héé')
await run('a query with &, #, + and é', foundByName)
await run('an object’s name with spaces, quotes and %', () => stored("a b+c%d/é'()*!~;=@.txt", 'x', 'x'))
await run('an object’s name with ..', () => stored('a/../b', 'x', 'x'))
await run('an object named ..', () => stored('..', 'x', 'x'))
await run('an object of bytes', () => stored('bytes', new Uint8Array(bytes), 'héé', bytes.length))
await run('an object of text with é', () => stored('text', 'héé', 'héé'))
await run('an empty object', () => stored('empty', '', ''))
await run('a stream that is read once', () => stored('stream', Readable.from([bytes]), 'héé', bytes.length))
const headers = { 'content-type': 'application/octet-stream' }
await run('a signed body of bytes', () => send(user, { method: 'POST', path: '/echo', headers, body: bytes }))
