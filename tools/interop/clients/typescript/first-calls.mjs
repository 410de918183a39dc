// What programs ask first: where they are, who there is, and what lies in a bucket.
import { text } from 'node:stream/consumers'
import common from 'oci-common'
import identity from 'oci-identity'
import objectstorage from 'oci-objectstorage'
import { clientOf, run } from './interop.mjs'

const user = new common.ConfigFileAuthenticationDetailsProvider()
const tenancyId = user.getTenantId()
const iam = clientOf(identity.IdentityClient, user)
const objects = clientOf(objectstorage.ObjectStorageClient, user)
const names = [...[0, 1, 2, 3].map((n) => `logs/${n}.txt`), 'notes/ä b.txt', 'readme']

function expect(found, expected) {
  const [is, should] = [found, expected].map((value) => JSON.stringify(value))
  if (is !== should) throw new Error(`${is}, not ${should}`)
  return 200
}

async function allOf(iterator) {
  const found = []
  for await (const each of iterator) found.push(each)
  return found
}

async function compartmentId() {
  const asked = { compartmentId: tenancyId, compartmentIdInSubtree: true, accessLevel: 'ACCESSIBLE', sortBy: 'NAME' }
  const found = await allOf(iam.listAllCompartments({ ...asked, lifecycleState: 'ACTIVE', limit: 1 }))
  const { compartment } = await iam.getCompartment({ compartmentId: found[0].id })
  expect(compartment.compartmentId, tenancyId)
  return compartment.id
}

const namespaceName = async () => (await objects.getNamespace({ compartmentId: tenancyId })).value
const place = async (objectName) => ({ namespaceName: await namespaceName(), bucketName: 'afternoon', objectName })
const put = async (objectName, putObjectBody, more = {}) =>
  objects.putObject({ ...(await place(objectName)), putObjectBody, ...more })

async function tenancy() {
  const { tenancy: found } = await iam.getTenancy({ tenancyId })
  const { items } = await iam.listRegionSubscriptions({ tenancyId })
  return expect(
    items.filter(({ isHomeRegion }) => isHomeRegion).map(({ regionKey }) => regionKey),
    [found.homeRegionKey],
  )
}

async function domains() {
  const { items } = await iam.listAvailabilityDomains({ compartmentId: tenancyId })
  return expect(
    items.map(({ name, compartmentId: of }) => [/^\w{4}:[A-Z0-9-]+-AD-\d$/.test(name), of === tenancyId]),
    items.map(() => [true, true]),
  )
}

async function sortedUsers() {
  for (const name of ['Zoe', 'Ann', 'Bob'])
    await iam.createUser({ createUserDetails: { compartmentId: tenancyId, name, description: '-' } })
  const asked = { sortBy: 'NAME', sortOrder: 'DESC', limit: 2, lifecycleState: 'ACTIVE' }
  const found = await allOf(iam.listAllUsers({ compartmentId: tenancyId, ...asked }))
  return expect(
    found.map(({ name }) => name),
    ['emulator-user', 'Zoe', 'Bob', 'Ann'],
  )
}

async function bucket() {
  const [namespace, compartment] = [await namespaceName(), await compartmentId()]
  const createBucketDetails = { name: 'afternoon', compartmentId: compartment }
  await objects.createBucket({ namespaceName: namespace, createBucketDetails })
  const found = await allOf(objects.listAllBuckets({ namespaceName: namespace, compartmentId: compartment }))
  await objects.headBucket(await place())
  const got = await objects.getBucket(await place())
  return expect(
    found.map(({ name }) => name),
    [got.bucket.name],
  )
}

async function listed() {
  for (const name of names) await put(name, name)
  const found = []
  let start
  do {
    const asked = { prefix: 'logs/', fields: 'name,size,md5,timeModified,storageTier', limit: 3, start }
    const { listObjects } = await objects.listObjects({ ...(await place()), ...asked })
    found.push(...listObjects.objects)
    start = listObjects.nextStartWith
  } while (start)
  return expect(
    found.map(({ name, size }) => [name, size]),
    names.slice(0, 4).map((name) => [name, 10]),
  )
}

async function folders() {
  const { listObjects } = await objects.listObjects({ ...(await place()), delimiter: '/' })
  return expect([listObjects.prefixes, listObjects.objects.map(({ name }) => name)], [['logs/', 'notes/'], ['readme']])
}

async function part(expected, start, end) {
  await put('part', '0123456789')
  const got = await objects.getObject({ ...(await place('part')), range: new common.Range(start, end, null) })
  return expect(await text(got.value), expected)
}

async function described() {
  const given = { contentType: 'text/csv', contentLanguage: 'de', cacheControl: 'no-cache' }
  await put('described', 'a,b', { ...given, opcMeta: { owner: 'Ann' } })
  const found = await objects.headObject(await place('described'))
  return expect(
    [
      found.contentType,
      found.contentLanguage,
      found.cacheControl,
      found.opcMeta['opc-meta-owner'],
      found.contentLength,
    ],
    ['text/csv', 'de', 'no-cache', 'Ann', 3],
  )
}

async function inParts() {
  const manager = new objectstorage.UploadManager(objects, { partSize: 1000, maxConcurrentUploads: 1 })
  const content = { blob: new Blob(['x'.repeat(2500)]) }
  const requestDetails = { ...(await place('large')), opcMeta: { owner: 'Bob' } }
  await manager.upload({ content, requestDetails })
  const got = await objects.getObject(await place('large'))
  return expect([(await text(got.value)).length, got.opcMeta['opc-meta-owner']], [2500, 'Bob'])
}

async function deleted() {
  const { listObjects } = await objects.listObjects(await place())
  for (const { name } of listObjects.objects) await objects.deleteObject(await place(name))
  const error = await objects.getObject(await place(names[0])).catch((refusal) => refusal)
  expect([error.statusCode, error.serviceCode], [404, 'ObjectNotFound'])
  await objects.deleteBucket(await place())
  const asked = { namespaceName: await namespaceName(), compartmentId: await compartmentId() }
  return expect((await objects.listBuckets(asked)).items, [])
}

await run('the namespace', async () => expect(await namespaceName(), 'emulator'))
await run('the tenancy and its home region', tenancy)
await run('compartments, page by page', async () => ((await compartmentId()) ? 200 : 404))
await run('availability domains', domains)
await run('users by name, page by page', sortedUsers)
await run('a bucket is created and listed', bucket)
await run('objects below a prefix, page by page', listed)
await run('folders of a bucket', folders)
await run('a part of an object', () => part('234', 2, 4))
await run('a part of an object to its end', () => part('789', 7, null))
await run('metadata of an object', described)
await run('an upload in parts, with metadata', inParts)
await run('objects and their bucket are deleted', deleted)
