// `ocix ce cluster generate-token`: what kubectl is given, and what the cluster makes of it.
import { request } from 'node:http'
import { emulated } from '@x-tools/emulated'
import { expect, test } from 'vitest'
import { homes } from './kit/home.ts'

const oci = emulated()
const home = homes(oci)
const line = (more = ''): string => `ce cluster generate-token --cluster-id ${oci().cluster.id} ${more}`
const V1 = 'client.authentication.k8s.io/v1'
const asks = (apiVersion: string): { KUBERNETES_EXEC_INFO: string } => ({
  KUBERNETES_EXEC_INFO: JSON.stringify({ apiVersion, kind: 'ExecCredential', spec: { interactive: false } }),
})

interface Credential {
  readonly status: { readonly token: string; readonly expirationTimestamp: string }
}

/** What the cluster does with a token. */
function shownToCluster(text: string): Promise<string> {
  const { token } = (JSON.parse(text) as Credential).status
  const { host, pathname, search } = new URL(Buffer.from(token, 'base64url').toString())
  const { hostname, port } = new URL(oci().url)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: pathname + search, headers: { host }, agent: false }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () => resolve(`${response.statusCode} ${body}`))
    })
    sent.on('error', reject).end()
  })
}

test.each(['DEFAULT', 'SESSION'])('as %s it prints a token that the cluster takes', async (profile) => {
  const { code, stdout, stderr } = await home().run(line(`--region us-phoenix-1 --profile ${profile}`))
  expect([code, stderr]).toEqual([0, ''])
  expect(await shownToCluster(stdout)).toMatch(new RegExp(`^200 .*${oci().user}`))
})

test.each([
  ['nobody', {}, `${V1}beta1`],
  ['kubectl of old', asks(`${V1}beta1`), `${V1}beta1`],
  ['kubectl', asks(V1), V1],
  ['something that is no JSON', { KUBERNETES_EXEC_INFO: '{' }, `${V1}beta1`],
])('where %s asks, it has the members of an ExecCredential, and no others', async (_, env, apiVersion) => {
  const { stdout } = await home().run(line(), { env })
  expect(JSON.parse(stdout)).toEqual({
    apiVersion,
    kind: 'ExecCredential',
    status: {
      token: expect.stringMatching(/^[\w-]+={0,2}$/),
      // RFC 3339, as kubectl parses it.
      expirationTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    },
  })
})

test('it lasts four minutes, and no call is made for it', async () => {
  oci().clock.freeze()
  const before = oci().requests.length
  const { stdout } = await home().run(line())
  const { expirationTimestamp } = (JSON.parse(stdout) as Credential).status
  const leftMs = Date.parse(expirationTimestamp) - oci().clock.now()
  expect([Math.ceil(leftMs / 1000), oci().requests.length]).toEqual([240, before])
  oci().clock.resume()
})

test.each([
  ['--cluster-id is missing', 'ce cluster generate-token', {}, 2, 'Give --cluster-id OCID.'],
  [
    'another OCID',
    'ce cluster generate-token --cluster-id ocid1.user.oc1..a',
    {},
    2,
    'Give an OCID that begins with ocid1.cluster.',
  ],
  ['an unknown region', undefined, { OCI_CLI_REGION: 'a/b' }, 2, 'a/b'],
  ['a version that nobody speaks', undefined, asks(`${V1}alpha1`), 2, 'v1alpha1'],
  ['no profile', 'ce cluster generate-token --profile NOBODY --cluster-id ocid1.cluster.oc1.phx.a', {}, 5, 'NOBODY'],
] as const)('what cannot be is told, and stdout stays empty: %s', async (_, given, env, code, sentence) => {
  const ended = await home().run(given ?? line(), { env })
  expect([ended.code, ended.stdout]).toEqual([code, ''])
  expect(ended.stderr).toContain(sentence)
})

test('a session that is over is 3, and kubectl shows how to log in', async () => {
  await home().loginAgain()
  oci().clock.offset(25 * 3_600_000)
  const { code, stdout, stderr } = await home().run(line('--profile SESSION'))
  oci().clock.offset(0)
  expect([code, stdout]).toEqual([3, ''])
  expect(stderr).toContain('ocix session authenticate --profile-name SESSION')
})

test('a cluster whose OCID names no region is looked for in that of the profile', async () => {
  const { code, stdout } = await home().run('ce cluster generate-token --cluster-id ocid1.cluster.oc1..aaaa')
  const { token } = (JSON.parse(stdout) as Credential).status
  const { host } = new URL(Buffer.from(token, 'base64url').toString())
  expect([code, host]).toEqual([0, 'containerengine.us-phoenix-1.oraclecloud.com'])
})
