import { describe, expect, test } from 'vitest'
import { credential, NOW } from '../../../test/support/fixtures.ts'
import { createSigner } from '../create-signer.ts'
import { presign } from '../presign.ts'

const OCI = ['*.oraclecloud.com', 'api.example.com', 'localhost', 'http://emulator:8080', 'https://[::1]:8443']

async function outcome(url: string, onlyHosts: readonly string[] = OCI): Promise<string> {
  let asked = 0
  const provider = async () => {
    asked++
    return credential({ delegationToken: 'obo' })
  }
  try {
    await createSigner(provider, { now: () => NOW, onlyHosts }).sign({ method: 'GET', url })
    return asked === 1 ? 'signed' : `asked ${asked} times`
  } catch (error) {
    const { kind, code } = error as { kind?: string; code: string }
    return asked === 0 ? (kind ?? code) : 'asked for a credential'
  }
}

describe('a request goes to a host that is named', () => {
  test.each([
    'https://identity.us-phoenix-1.oraclecloud.com/20160918/regions',
    'https://IDENTITY.us-phoenix-1.OracleCloud.com:443/',
    'https://api.example.com/a?b=c',
    'https://localhost/',
    'http://localhost/',
    'http://emulator:8080/a',
    'https://[::1]:8443/',
  ])('%s', async (url) => expect(await outcome(url)).toBe('signed'))
})

describe('any other is refused before a credential is asked for', () => {
  test.each([
    'https://oraclecloud.com/',
    'https://evil-oraclecloud.com/',
    'https://oraclecloud.com.evil.example/',
    'https://a.oraclecloud.com.evil.example/',
    'https://a.oraclecloud.com./',
    'https://a.oraclecloud.com:8443/',
    'http://a.oraclecloud.com/',
    'http://api.example.com/',
    'https://b.api.example.com/',
    'https://emulator:8080/',
    'http://emulator/',
    'http://localhost:8080/',
    'http://[::1]:8443/',
    'https://127.0.0.1/',
    'https://xn--orclecloud-q4a.com/',
  ])('%s', async (url) => expect(await outcome(url)).toBe('foreign-host'))

  test('an address that cannot be read is told as without the option', async () => {
    expect(await outcome('/relative')).toBe('invalid-url')
    expect(await outcome('https://a.oraclecloud.com@evil.example/')).toBe('invalid-url')
  })

  test('a backslash does not lead past it', async () => {
    expect(await outcome('https://evil.example\\.oraclecloud.com/')).not.toBe('signed')
  })
})

test('http is for this machine, and for entries that say so', async () => {
  expect(await outcome('http://127.0.0.1:4000/', ['127.0.0.1:4000'])).toBe('signed')
  expect(await outcome('http://10.0.0.1:4000/', ['10.0.0.1:4000'])).toBe('foreign-host')
  expect(await outcome('http://10.0.0.1:4000/', ['http://10.0.0.1:4000'])).toBe('signed')
  expect(await outcome('http://a.localhost/', ['*.a.localhost', 'a.localhost'])).toBe('signed')
  expect(await outcome('http://127.0.0.1.evil.example/', ['127.0.0.1.evil.example'])).toBe('foreign-host')
})

describe('what names no host pins nothing, and is refused', () => {
  test.each<[unknown]>([
    [''],
    ['*.oraclecloud.com'],
    [[]],
    [['']],
    [['*']],
    [['*.com']],
    [['https://']],
    [['a b']],
    [['a.example/path']],
    [['ftp://a.example']],
    [['a.*.example']],
    [['user@a.example']],
    [[5]],
    [[undefined]],
    [false],
    [{ host: 'a.example' }],
  ])('%j', async (onlyHosts) => {
    expect(await outcome('https://a.example/', onlyHosts as string[])).toBe('ERR_INVALID_ARGUMENT')
  })

  test('null and undefined mean: not given', async () => {
    for (const none of [null, undefined]) {
      const signer = createSigner(async () => credential(), { onlyHosts: none as unknown as undefined })
      expect(await signer.sign({ method: 'GET', url: 'https://any.example/' })).toMatchObject({ method: 'GET' })
    }
  })
})

test('the sentences name the host and what to do', async () => {
  const signer = createSigner(async () => credential(), { onlyHosts: ['a.example'] })
  await expect(signer.sign({ method: 'GET', url: 'https://b.example/' })).rejects.toMatchObject({
    name: 'SigningError',
    code: 'ERR_SIGNING',
    message:
      'The signer may not sign for b.example. Add it to onlyHosts if the request is meant to go there; nothing was signed.',
  })
  await expect(signer.sign({ method: 'GET', url: 'http://a.example/' })).rejects.toMatchObject({
    message:
      'The signer may sign for this host, but not for http://a.example. Use the other scheme, or name this one in onlyHosts.',
  })
})

test('a presigned address is pinned too, and a list that is changed later is not', async () => {
  const onlyHosts = ['a.example']
  const signer = createSigner(async () => credential(), { onlyHosts })
  onlyHosts.push('b.example')
  await expect(presign({ method: 'GET', url: 'https://b.example/' }, signer)).rejects.toMatchObject({
    kind: 'foreign-host',
  })
  expect((await presign({ method: 'GET', url: 'https://a.example/' }, signer)).host).toBe('a.example')
})

describe('opc-request-id among the headers to sign', () => {
  const genericHeaders = ['date', '(request-target)', 'host', 'opc-request-id']
  const signer = createSigner(async () => credential(), { now: () => NOW, genericHeaders })
  const GET = { method: 'GET', url: 'https://a.example/' }

  test('makes a fresh one, so that two equal requests of one second differ', async () => {
    const [one, other] = await Promise.all([signer.sign(GET), signer.sign(GET)])
    expect(one.headers['opc-request-id']).toMatch(/^[0-9a-f]{32}$/)
    expect(one.signingString).toContain(`opc-request-id: ${one.headers['opc-request-id']}`)
    expect(one.headers['authorization']).not.toBe(other.headers['authorization'])
  })

  test('leaves the caller’s own', async () => {
    const signed = await signer.sign({ ...GET, headers: { 'Opc-Request-Id': 'mine' } })
    expect(signed.headers['opc-request-id']).toBe('mine')
  })

  test('is not added where nobody lists it', async () => {
    const plain = createSigner(async () => credential(), { onlyHosts: ['a.example'] })
    expect((await plain.sign(GET)).headers).not.toHaveProperty('opc-request-id')
  })
})
