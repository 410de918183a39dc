// An instance that acts for a user: the user's token goes with each request, signed.
import { createSignedFetch } from '@x/fetch'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { InstancePrincipalsDelegationTokenSigner, type DelegationTokenSource } from '../src/index.ts'
import { Instance } from './instance.ts'

describe('a delegation token', () => {
  let instance: Instance
  beforeAll(async () => void (instance = await Instance.start()))
  afterAll(() => instance.oci.close())
  beforeEach(() => instance.reset())

  const signerWith = (
    delegationToken: DelegationTokenSource,
    readFile?: (path: string) => Promise<string>,
  ): InstancePrincipalsDelegationTokenSigner =>
    new InstancePrincipalsDelegationTokenSigner({
      env: instance.env,
      sessionKeySupplier: instance.sessionKeySupplier,
      delegationToken,
      readFile,
    })

  const echo = (): string => `${instance.oci.url}/echo`

  test.each<[string, DelegationTokenSource]>([
    ['a value', ' user.token.1\n'],
    ['a function', () => 'user.token.1'],
    ['a function that takes its time', async () => 'user.token.1'],
    ['a file', { file: '/run/token' }],
  ])('may be %s', async (_, source) => {
    const signer = signerWith(source, async (path) => `user.token.1\n${path === '/run/token' ? '' : 'another file'}`)
    const response = await createSignedFetch(signer)(echo())
    expect(response.status).toBe(200)
    expect((await response.json()).headers['opc-obo-token']).toBe('user.token.1')
    const signed = await signer.sign({ method: 'GET', url: echo() })
    expect(signed.signingString).toContain('\nopc-obo-token: user.token.1')
  })

  test('is read for each signature, so that it may be replaced', async () => {
    let count = 0
    const signer = signerWith(() => `token-${++count}`)
    for (const expected of ['token-1', 'token-2'])
      expect((await signer.sign({ method: 'GET', url: echo() })).headers['opc-obo-token']).toBe(expected)
    expect(instance.exchanges).toBe(1)
  })

  test('that has changed meanwhile does not keep a revoked session token alive', async () => {
    let count = 0
    const signer = signerWith(() => `token-${++count}`)
    const old = await signer.sign({ method: 'GET', url: echo() })
    await signer.sign({ method: 'GET', url: echo() })
    instance.oci.revoke(old.keyId.slice('ST$'.length))
    await signer.refresh(old)
    expect(instance.exchanges).toBe(2)
    expect((await createSignedFetch(signer)(echo())).status).toBe(200)
  })

  test('that has not changed does not send a refused request again with the same credential', async () => {
    const signedFetch = createSignedFetch(signerWith('user.token.1'))
    await signedFetch(echo())
    const fault = { match: { path: '/echo' }, effect: { status: 401 } } as const
    instance.oci.faults.add(fault)
    const sent = (): number => instance.oci.requests.filter(({ path }) => path === '/echo').length
    let before = sent()
    expect((await signedFetch(echo())).status).toBe(401)
    expect([sent() - before, instance.exchanges]).toEqual([2, 2])
    before = sent()
    expect((await signedFetch(echo())).status).toBe(401)
    expect([sent() - before, instance.exchanges]).toEqual([1, 2])
  })

  test.each<[string, DelegationTokenSource]>([
    ['empty', ' '],
    ['with a line break inside', 'one\r\nx-evil: two'],
    ['that is not there', undefined as never],
    ['that is something else', 7 as never],
  ])('%s is refused at once', (_, source) => {
    expect(() => signerWith(source)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_DELEGATION_TOKEN' }))
  })

  test('with a line break, from a function, is refused when it signs, and is not shown', async () => {
    const error = await signerWith(() => 'secret\nheader')
      .sign({ method: 'GET', url: echo() })
      .catch((cause: Error) => cause)
    expect(error).toMatchObject({ code: 'ERR_INVALID_DELEGATION_TOKEN' })
    expect(String(error)).not.toContain('secret')
  })

  test('whose file cannot be read is told with the cause', async () => {
    const cause = new Error('EACCES')
    const signer = signerWith({ file: '/run/token' }, () => Promise.reject(cause))
    await expect(signer.sign({ method: 'GET', url: echo() })).rejects.toMatchObject({
      code: 'ERR_INVALID_DELEGATION_TOKEN',
      cause,
    })
  })

  test('that never comes can be left', async () => {
    const signer = signerWith(() => new Promise(() => {}))
    const controller = new AbortController()
    const signing = signer.sign({ method: 'GET', url: echo() }, { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(signing).rejects.toThrow('enough')
  })
})
