// Behaviour of the packed packages, given a way to load them: the same cases for ESM and for CJS.
import assert from 'node:assert/strict'
import { generateKeyPairSync, verify } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const vectors = JSON.parse(
  readFileSync(
    new URL('../../../packages/emulator/conformance/vectors/signing-recorded.json', import.meta.url),
    'utf8',
  ),
)

/** @type {Record<string, (load: (name: string) => Promise<any>) => Promise<void>>} */
export const cases = {
  async 'recorded signatures match byte for byte'(load) {
    const { SecurityTokenSigner, Signer } = await load('@x/signer')
    for (const one of vectors.cases) {
      const { pem, passphrase } = vectors.keys[one.key]
      const { token, tenancy, user, fingerprint } = one
      const key = { privateKey: pem, passphrase }
      const signer = token
        ? new SecurityTokenSigner({ token, ...key })
        : new Signer({ tenancy, user, fingerprint, ...key })
      const body = one.body === null ? null : Buffer.from(one.body, 'base64')
      const bodySigning = one.signBodyHeaders ? 'sign' : 'exclude'
      const signed = await signer.sign(
        { method: one.method, url: one.url, headers: one.headers, body },
        { bodySigning },
      )
      assert.equal(signed.headers.authorization, one.expected.authorization, one.name)
    }
  },

  async 'the runtime is Node'(load) {
    // Traditional encrypted PEM is opened by Node's build alone.
    const { loadPrivateKey } = await load('@x/signer')
    const { pem, passphrase } = vectors.keys['pkcs1-aes256-cbc']
    assert.equal((await loadPrivateKey(pem, passphrase)).bits, 2048)
  },

  async 'a session goes into an archive and out of it, with the libraries that load late'(load) {
    const { exportSession, importSession } = await load('@x/session')
    const { startEmulator } = await load('@x/emulator')
    const oci = await startEmulator()
    const folder = mkdtempSync(join(tmpdir(), 'packed-session-'))
    try {
      const env = await oci.environment('session', folder)
      const outputFile = join(folder, 'session.zip')
      const { isEncrypted } = await exportSession({ profile: 'SESSION', outputFile, env })
      assert.equal(isEncrypted, false)
      const { tokenFile } = await importSession({ sessionArchive: outputFile, profile: 'COPY', env })
      assert.match(readFileSync(tokenFile, 'utf8'), /^ey/)
    } finally {
      rmSync(folder, { recursive: true })
      await oci.close()
    }
  },

  async 'errors carry their code, and a guard knows them'(load) {
    const { isSignerError, loadPrivateKey } = await load('@x/signer')
    const error = await loadPrivateKey('-----BEGIN PUBLIC KEY-----\nAA==\n-----END PUBLIC KEY-----').catch((e) => e)
    assert.equal(error.reason, 'public-key')
    assert.ok(isSignerError(error))
  },

  async 'a signature verifies, by the package and by node:crypto'(load) {
    const { createSigner } = await load('@x/signer')
    const { verifyRequest } = await load('@x/signer/verify')
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const { loadPrivateKey } = await load('@x/signer')
    const key = await loadPrivateKey(privateKey.export({ type: 'pkcs1', format: 'pem' }))
    const signer = createSigner(async () => ({ keyId: 'a/b/c', key }))
    const signed = await signer.sign({ method: 'POST', url: 'https://h/p?q=1', body: new Blob(['{}']) })
    const signature = Buffer.from(/signature="([^"]+)"/.exec(signed.headers.authorization)[1], 'base64')
    assert.ok(verify('sha256', Buffer.from(signed.signingString), publicKey, signature))
    const received = { method: 'POST', url: '/p?q=1', headers: signed.headers, body: '{}' }
    assert.equal((await verifyRequest(received, async () => publicKey)).verified, true)
    assert.equal((await verifyRequest({ ...received, body: '[]' }, async () => publicKey)).verified, false)
  },

  async 'an engine keeps a token fresh'(load) {
    const { createCredential } = await load('@x/signer')
    const { parseTokenClaims, RefreshEngine } = await load('@x/signer/principal')
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
    let loads = 0
    const engine = new RefreshEngine({
      load: async ({ now }) => {
        const token = `${part({})}.${part({ exp: Math.ceil(now() / 1000) + 60, number: String(++loads) })}.c2ln`
        const { expiresAt } = parseTokenClaims(token)
        const credential = createCredential({ keyId: `ST$${token}`, key: { sign: async (data) => data }, expiresAt })
        return { snapshot: { credential, issuedAt: now(), expiresAt } }
      },
    })
    const { credential } = await engine.credential()
    assert.equal((await engine.credential()).credential, credential)
    assert.notEqual((await engine.credential({ rejected: credential })).credential, credential)
    assert.equal(loads, 2)
  },

  async 'fetch and axios are accepted by the emulator'(load) {
    const { startEmulator } = await load('@x/emulator')
    const { Signer } = await load('@x/signer')
    const { createSignedFetch } = await load('@x/fetch')
    const { attachSigner } = await load('@x/axios')
    const { default: axios } = await load('axios').then((module) => (module.default ? module : { default: module }))
    const oci = await startEmulator()
    try {
      const { pem, fingerprint } = oci.apiKey
      const signer = new Signer({ tenancy: oci.tenancy, user: oci.user, fingerprint, privateKey: pem })
      assert.equal((await createSignedFetch(signer)(`${oci.url}/20160918/regions`)).status, 200)
      const client = axios.create({ baseURL: oci.url })
      attachSigner(client, signer)
      assert.equal((await client.post('/echo', { hello: 'world' })).status, 200)
    } finally {
      await oci.close()
    }
  },

  async 'what the clients of Oracle’s SDK send is accepted by the emulator'(load) {
    const { startEmulator } = await load('@x/emulator')
    const { Signer } = await load('@x/signer')
    const { createOciHttpClient, setClientRegion } = await load('@x/oci-common')
    const oci = await startEmulator()
    try {
      const { tenancy, user, region } = oci
      const { pem, fingerprint } = oci.apiKey
      const signer = new Signer({ tenancy, user, fingerprint, region, privateKey: pem })
      const uri = `${oci.url}/n/n/b/b/o/o`
      const put = { method: 'PUT', uri, headers: new Headers(), body: new Uint8Array(3) }
      assert.equal((await createOciHttpClient(signer).send(put, true)).status, 200)
      assert.equal((await setClientRegion({ regionId: '' }, signer)).regionId, region)
    } finally {
      await oci.close()
    }
  },

  async 'an instance principal signs'(load) {
    const { startEmulator } = await load('@x/emulator')
    const { InstancePrincipalsSecurityTokenSigner } = await load('@x/auth-federation')
    const { createSignedFetch } = await load('@x/fetch')
    const oci = await startEmulator()
    try {
      const signer = new InstancePrincipalsSecurityTokenSigner({ env: await oci.environment('instance') })
      assert.equal((await createSignedFetch(signer)(`${oci.url}/20160918/regions`)).status, 200)
      assert.equal(await signer.region(), oci.region)
    } finally {
      await oci.close()
    }
  },

  async 'a database token is written, and a session signs'(load) {
    const { startEmulator } = await load('@x/emulator')
    const { DataplaneClient, UserSecurityTokenSigner, writeDatabaseToken } = await load('@x/identity-data-plane')
    const { createSignedFetch } = await load('@x/fetch')
    const oci = await startEmulator()
    const home = mkdtempSync(join(tmpdir(), 'packed-'))
    try {
      const { tenancy, user, region, apiKey } = oci
      const config = { tenancy, user, region, fingerprint: apiKey.fingerprint, keyContent: apiKey.pem }
      const client = new DataplaneClient({ config, serviceEndpoint: oci.url })
      const { tokenFile } = await writeDatabaseToken(client, { homeDirectory: home })
      assert.equal(readFileSync(tokenFile, 'utf8').split('.').length, 3)
      const signedFetch = createSignedFetch(new UserSecurityTokenSigner({ client }))
      assert.equal((await signedFetch(`${oci.url}/20160918/regions`)).status, 200)
    } finally {
      await oci.close()
      rmSync(home, { recursive: true })
    }
  },

  async 'the umbrella is its libraries'(load) {
    const umbrella = await load('@x/sdk')
    const known = new Set()
    for (const name of libraryEntries()) {
      const [library, mirror] = [await load(name), await load(name.replace('/', '/sdk/'))]
      assert.deepEqual(namesOf(mirror), namesOf(library), name)
      for (const each of namesOf(library)) {
        // Of a name that two libraries have, the umbrella has neither: `export *` leaves it out.
        assert.ok(each in umbrella, `${name}: ${each} is not in the umbrella`)
        assert.equal(umbrella[each], library[each], `${name}: ${each}`)
        assert.equal(mirror[each], library[each], `${name}: ${each}`)
        known.add(each)
      }
    }
    assert.deepEqual(
      namesOf(umbrella).filter((each) => !known.has(each)),
      [],
      'the umbrella has names of its own',
    )
  },

  async 'a configuration is read and a region known'(load) {
    const { parseConfig } = await load('@x/config')
    const { regionFromCode } = await load('@x/config/regions')
    assert.ok(parseConfig('[DEFAULT]\nregion=us-phoenix-1\n'))
    assert.ok(regionFromCode('phx'))
  },

  async 'a call is tried again'(load) {
    const { retry, retryStrategy } = await load('@x/retry')
    let calls = 0
    const strategy = retryStrategy({ maxAttempts: 3, sleep: async () => {} })
    const operation = async () => {
      if (++calls < 3) throw Object.assign(new Error('busy'), { status: 503 })
      return calls
    }
    assert.equal(await retry(operation, strategy), 3)
  },
}

/** Every entry of every packed package but the umbrella and the emulator, which is a program. */
function libraryEntries() {
  const scope = new URL('..', new URL('node_modules/@x/sdk/', import.meta.url))
  return readdirSync(scope)
    .filter((folder) => folder !== 'sdk' && folder !== 'emulator')
    .map((folder) => JSON.parse(readFileSync(new URL(`${folder}/package.json`, scope), 'utf8')))
    .flatMap(({ name, exports }) => Object.keys(exports).map((key) => name + key.slice(1)))
}

/** What `import` adds to the names of a CommonJS module does not count. */
const namesOf = (module) =>
  Object.keys(module)
    .filter((name) => name !== 'default' && name !== 'module.exports')
    .sort()

/** Runs every case; prints one JSON line per case. */
export async function run(load) {
  for (const [name, check] of Object.entries(cases)) {
    const error = await check(load).then(
      () => null,
      (reason) => String(reason?.stack ?? reason),
    )
    console.log(JSON.stringify({ name, error }))
  }
}
