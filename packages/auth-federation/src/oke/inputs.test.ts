import { describe, expect, test } from 'vitest'
import { okeInputs, type OkeSources } from './inputs.ts'

const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token'
const given = (env: Record<string, string>, more: OkeSources = {}): ReturnType<typeof okeInputs> =>
  okeInputs({ env: { KUBERNETES_SERVICE_HOST: '10.96.0.1', ...env }, ...more })

describe('what a pod is told', () => {
  test('is all there in a pod of OKE', () => {
    const inputs = given({})
    expect(inputs.endpoint.origin).toBe('https://10.96.0.1:12250')
    expect(inputs).toMatchObject({
      caFile: '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt',
      isCaFileNamed: false,
      serviceAccountToken: { where: TOKEN },
      region: undefined,
    })
  })

  test.each([{}, { KUBERNETES_SERVICE_HOST: '' }, { KUBERNETES_SERVICE_HOST: ' \n' }])('is nothing with %j', (env) => {
    expect(() => okeInputs({ env })).toThrow(expect.objectContaining({ code: 'ERR_CREDENTIAL_UNAVAILABLE' }))
  })

  test.each([
    ['10.0.0.1', 'https://10.0.0.1:12250'],
    [' 10.0.0.1\n', 'https://10.0.0.1:12250'],
    ['fd00::1', 'https://[fd00::1]:12250'],
    ['[fd00::1]', 'https://[fd00::1]:12250'],
    ['kubernetes.default.svc', 'https://kubernetes.default.svc:12250'],
  ])('the host %j leads to %s', (host, origin) => {
    expect(given({ KUBERNETES_SERVICE_HOST: host }).endpoint.origin).toBe(origin)
  })

  test.each(['a/b', 'user@host', 'host:443', 'a b', 'https://host', '[fd00::1', 'fe80::1%eth0', 'ho\nst', '::zz'])(
    'the host %j is refused',
    (host) => {
      expect(() => given({ KUBERNETES_SERVICE_HOST: host })).toThrow(
        expect.objectContaining({
          code: 'ERR_INVALID_ARGUMENT',
          message: expect.stringContaining('KUBERNETES_SERVICE_HOST'),
        }),
      )
    },
  )

  test.each<[Record<string, string>, number | undefined, string]>([
    [{ KUBERNETES_SERVICE_PORT_PROXYMUX: '8443' }, undefined, '8443'],
    [{ KUBERNETES_SERVICE_PORT_PROXYMUX: '8443' }, 9443, '9443'],
    [{ KUBERNETES_SERVICE_PORT_PROXYMUX: '' }, undefined, '12250'],
    [{ KUBERNETES_SERVICE_PORT: '6443' }, undefined, '12250'],
  ])('%j and the option %s give the port %s', (env, proxymuxPort, port) => {
    expect(given(env, { proxymuxPort }).endpoint.port).toBe(port)
  })

  test.each<[Record<string, string>, number | undefined, string]>([
    [{ KUBERNETES_SERVICE_PORT_PROXYMUX: 'tcp://10.0.0.1:12250' }, undefined, 'KUBERNETES_SERVICE_PORT_PROXYMUX'],
    [{ KUBERNETES_SERVICE_PORT_PROXYMUX: '0' }, undefined, 'KUBERNETES_SERVICE_PORT_PROXYMUX'],
    [{}, 65_536, 'proxymuxPort'],
    [{}, 1.5, 'proxymuxPort'],
    [{}, '443' as never, 'proxymuxPort'],
  ])('%j and the option %j give no port', (env, proxymuxPort, name) => {
    expect(() => given(env, { proxymuxPort })).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT', message: expect.stringContaining(name) }),
    )
  })

  test.each<[Record<string, string>, string | undefined, string | undefined]>([
    [{ OCI_RESOURCE_PRINCIPAL_REGION: 'phx' }, undefined, 'us-phoenix-1'],
    [{ OCI_RESOURCE_PRINCIPAL_REGION: ' EU-Frankfurt-1\n' }, undefined, 'eu-frankfurt-1'],
    [{ OCI_RESOURCE_PRINCIPAL_REGION: 'phx' }, 'iad', 'us-ashburn-1'],
    [{ OCI_RESOURCE_PRINCIPAL_REGION: '' }, undefined, undefined],
    [{}, 'mars-1', 'mars-1'],
  ])('%j and the option %s give the region %s', (env, region, expected) => {
    expect(given(env, { region }).region).toBe(expected)
  })

  test('a CA that somebody names is known to be named', () => {
    const env = { OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH: '/a/ca.crt' }
    expect(given(env)).toMatchObject({ caFile: '/a/ca.crt', isCaFileNamed: true })
    expect(given(env, { caFile: '/b/ca.crt' })).toMatchObject({ caFile: '/b/ca.crt', isCaFileNamed: true })
  })
})
