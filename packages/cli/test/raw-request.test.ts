// `ocix raw-request`.
import { randomBytes } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import { once } from 'node:events'
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { emulated } from '@x-tools/emulated'
import { afterEach, expect, test } from 'vitest'
import { homes, type Ended, type RunOptions } from './kit/home.ts'
import { builtProgram } from './kit/program.ts'

const oci = emulated()
const home = homes(oci)
const program = builtProgram()
const REGIONS = '/20160918/regions'
const OBJECT = '/n/space/b/bucket/o/object'
/** All bytes there are, which are no text. */
const BYTES = Buffer.from(Array.from({ length: 256 }, (_, index) => index))

afterEach(() => {
  oci().faults.clear()
  oci().clock.offset(0)
})

const raw = (method: string, target: string, rest: readonly string[] = [], options?: RunOptions): Promise<Ended> =>
  home().run(['raw-request', '--http-method', method, '--target-uri', target, ...rest], options)

/** A server on this machine that is not OCI's. */
async function served<T>(answer: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test('what was answered is { data, headers, status }', async () => {
  const { code, stdout, stderr } = await raw('get', `${oci().url}${REGIONS}`)
  expect([code, stderr]).toEqual([0, ''])
  expect(JSON.parse(stdout)).toEqual({
    data: expect.arrayContaining([{ key: 'PHX', name: 'us-phoenix-1' }]),
    headers: expect.objectContaining({ 'opc-request-id': expect.any(String), date: expect.any(String) }),
    status: '200 OK',
  })
})

test('each request has an id of its own, unless the line gives one, and headers are in order', async () => {
  const [first, second] = [await raw('GET', '/echo'), await raw('GET', '/echo')].map(
    ({ stdout }) => echoed(stdout).headers,
  )
  expect(first?.['opc-request-id']).toMatch(/^[0-9A-F]{32}$/)
  expect(second?.['opc-request-id']).not.toBe(first?.['opc-request-id'])
  const given = await raw('GET', '/echo', ['--request-headers', '{"opc-request-id": "mine"}'])
  expect(echoed(given.stdout).headers['opc-request-id']).toBe('mine')
  const names = Object.keys((JSON.parse(given.stdout) as { headers: object }).headers)
  expect(names).toEqual([...names].sort())
})

test('a target that is a path lies at the endpoint', async () => {
  expect((await raw('GET', REGIONS)).code).toBe(0)
  const { code, stderr } = await raw('GET', REGIONS, [], { env: { OCI_CLI_ENDPOINT: undefined } })
  expect([code, stderr]).toEqual([2, expect.stringContaining('--target-uri is a path alone.')])
})

test('--query picks from the answer, --raw-output and a table leave its frame out', async () => {
  const query = ['--query', "[?key=='PHX'].name | [0]"]
  expect(JSON.parse((await raw('GET', REGIONS, query)).stdout)).toMatchObject({
    data: 'us-phoenix-1',
    status: '200 OK',
  })
  expect((await raw('GET', REGIONS, [...query, '--raw-output'])).stdout).toBe('us-phoenix-1\n')
  expect((await raw('GET', REGIONS, ['--output', 'table'])).stdout).toMatch(/^KEY +NAME\n/)
})

test('a query that is none is 2, and one of what is no JSON is told', async () => {
  const { code, stderr } = await raw('GET', REGIONS, ['--query', '[?'])
  expect([code, stderr]).toEqual([2, expect.stringContaining('--query is no JMESPath')])
  await served(
    (_, response) => void response.end('plain words'),
    async (url) => {
      const told = await raw('GET', url, ['--query', 'name'])
      expect([told.code, told.stderr]).toEqual([0, 'Warning: The answer is no JSON: --query picks nothing from it.\n'])
      expect(JSON.parse(told.stdout)).toMatchObject({ data: 'plain words' })
    },
  )
})

test('the id of a work request stands beside the data', async () => {
  await served(
    (_, response) => void response.writeHead(202, { 'opc-work-request-id': 'ocid1.workrequest' }).end(),
    async (url) => {
      const { stdout } = await raw('DELETE', url)
      expect(JSON.parse(stdout)).toMatchObject({
        data: '',
        status: '202 Accepted',
        'opc-work-request-id': 'ocid1.workrequest',
      })
    },
  )
})

interface Echo {
  readonly data: { readonly body: string; readonly headers: Record<string, string> }
}
const echoed = (stdout: string): Echo['data'] => (JSON.parse(stdout) as Echo).data

test.each([
  ['the line', (): string => '{"é": 1}', undefined],
  ['stdin', (): string => '-', '{"é": 1}'],
  ['a file', (): string => 'file://body.json', undefined],
  ['a file by its whole path', (): string => `file://${home().path}/body.json`, undefined],
  ['a file in the home folder', (): string => 'file://~/body.json', undefined],
])('a body from %s is sent as it is, and signed', async (_, body, stdin) => {
  await writeFile(join(home().path, 'body.json'), '{"é": 1}')
  const { code, stdout } = await raw('POST', '/echo', ['--request-body', body()], { stdin })
  const { body: sent, headers } = echoed(stdout)
  expect([code, Buffer.from(sent, 'base64').toString()]).toEqual([0, '{"é": 1}'])
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '9' })
  expect(headers['authorization']).toContain('x-content-sha256')
})

test('a POST without a body is an empty one, and headers of the line win', async () => {
  const { stdout } = await raw('POST', '/echo', ['--request-headers', '{"Content-Type": "text/plain", "x-count": 2}'])
  expect(echoed(stdout)).toMatchObject({
    body: '',
    headers: { 'content-type': 'text/plain', 'content-length': '0', 'x-count': '2' },
  })
  await writeFile(join(home().path, 'headers.json'), '{"x-from": "file"}')
  const ofFile = await raw('GET', '/echo', ['--request-headers', 'file://headers.json'])
  expect(echoed(ofFile.stdout).headers['x-from']).toBe('file')
})

test.each([
  [['--request-headers', '[]'], '--request-headers is no object in JSON.'],
  [['--request-headers', '{"a": {}}'], '--request-headers has no text for "a".'],
  [['--request-headers', '{"Authorization": "x"}'], '--request-headers has an "authorization".'],
  [['--request-headers', '{"host": "other"}'], 'host'],
  [['--request-headers', '{"a": "b\\nc"}'], 'header'],
  [['--request-body', 'x'], '--request-body has no place in a GET.'],
  [['--query', 'a', '--output-file', 'x'], '--query picks from what is printed'],
])('%j is 2', async (rest, sentence) => {
  const before = oci().requests.length
  const { code, stdout, stderr } = await raw('GET', '/echo', rest)
  expect([code, stdout, oci().requests.length]).toEqual([2, '', before])
  expect(stderr).toContain(sentence)
})

test.each([
  ['https://identity.us-phoenix-1.oraclecloud.com.evil.example/', 'is no host of OCI, and was shown no signature.'],
  ['https://evil.example/oraclecloud.com', 'Give --endpoint https://evil.example if it is meant.'],
  ['https://evil-oraclecloud.com/', 'is no host of OCI'],
  ['http://identity.us-phoenix-1.oraclecloud.com/', 'A signature goes by https'],
])('no signature is made for %s', async (target, sentence) => {
  // A profile that is not there shows that nobody has looked for a key.
  const { code, stdout, stderr } = await raw('GET', target, ['--profile', 'NOWHERE'])
  expect([code, stdout]).toEqual([9, ''])
  expect(stderr).toContain(sentence)
})

test('a foreign host that is named as endpoint is one to sign for', async () => {
  const rest = ['--endpoint', 'https://gateway.example', '--profile', 'NOWHERE']
  const { stderr } = await raw('GET', 'https://gateway.example/a', rest)
  expect(stderr).toContain('NOWHERE')
})

test('an address with a user in it, or none, is 2', async () => {
  expect((await raw('GET', 'https://me:secret@127.0.0.1/')).stderr).toContain('--target-uri has a user in it.')
  expect((await raw('GET', 'identity.us-phoenix-1.oraclecloud.com')).stderr).toContain('--target-uri is no address.')
})

test('no redirect is followed', async () => {
  let isReached = false
  await served(
    () => (isReached = true),
    async (location) => {
      oci().faults.add({ effect: { status: 307, headers: { location } } })
      const { code, stdout, stderr } = await raw('GET', REGIONS)
      expect([code, stdout, isReached]).toEqual([6, '', false])
      expect(stderr).toContain(location)
    },
  )
})

test('bytes that are no text go to a pipe and into a file as they are', async () => {
  await writeFile(join(home().path, 'in.bin'), BYTES)
  expect((await raw('PUT', OBJECT, ['--request-body', 'file://in.bin'])).code).toBe(0)
  expect((await raw('GET', OBJECT)).bytes.equals(BYTES)).toBe(true)
  const saved = await raw('GET', OBJECT, ['--output-file', 'out.bin'])
  const file = join(home().path, 'out.bin')
  expect(JSON.parse(saved.stdout)).toEqual({ headers: expect.any(Object), status: '200 OK' })
  expect([(await readFile(file)).equals(BYTES), (await stat(file)).mode & 0o777]).toEqual([true, 0o600])
})

test('text goes to a pipe alone where it is asked for', async () => {
  await raw('PUT', OBJECT, ['--request-body', '-'], { stdin: '{"a":  1}\r\n' })
  expect((await raw('GET', OBJECT, ['--output-file', '-'])).stdout).toBe('{"a":  1}\r\n')
})

test('a terminal is shown no bytes', async () => {
  await raw('PUT', OBJECT, ['--request-body', '-'], { stdin: BYTES })
  for (const rest of [[], ['--output-file', '-']]) {
    const { code, stdout, stderr } = await raw('GET', OBJECT, rest, { isTTY: true })
    expect([code, stdout.includes('\u0000'), stdout.includes('\u0007')]).toEqual([0, false, false])
    expect(stderr).toContain('Warning: The answer is no text, and a terminal no place for its 256 bytes.')
  }
})

test('a terminal is steered by no answer', async () => {
  await raw('PUT', OBJECT, ['--request-body', '-'], { stdin: 'a\u001B[2Jb' })
  for (const rest of [[], ['--raw-output'], ['--output', 'table'], ['--output-file', '-']]) {
    const { stdout } = await raw('GET', OBJECT, rest, { isTTY: true })
    expect([stdout.includes('a'), stdout.includes('\u001B')]).toEqual([true, false])
  }
})

test('a file that is there keeps its mode, a link stays, and a refusal overwrites nothing', async () => {
  await raw('PUT', OBJECT, ['--request-body', 'new'])
  const file = join(home().path, 'kept')
  await writeFile(file, 'old')
  await chmod(file, 0o640)
  await symlink(file, join(home().path, 'link'))
  const refused = await raw('GET', `${OBJECT}-none`, ['--output-file', 'link'])
  expect([refused.code, await readFile(file, 'utf8')]).toEqual([1, 'old'])
  expect(JSON.parse(refused.stdout)).toMatchObject({ status: '404 Not Found' })
  await raw('GET', OBJECT, ['--output-file', 'link'])
  expect([await readFile(file, 'utf8'), (await stat(file)).mode & 0o777]).toEqual(['new', 0o640])
  expect((await raw('GET', OBJECT, ['--output-file', '/dev/null'])).code).toBe(0)
})

test('a file that cannot be written or read is 5, and leaves nothing', async () => {
  await mkdir(join(home().path, 'folder'))
  const before = await readdir(home().path)
  for (const file of ['folder', 'none/out']) {
    const { code, stderr } = await raw('GET', REGIONS, ['--output-file', file])
    expect([code, stderr]).toEqual([5, expect.stringMatching(/^Error: The file .* cannot be written \(E[A-Z]+\)\./)])
  }
  const { code, stderr } = await raw('POST', '/echo', ['--request-body', 'file://none'])
  expect([code, stderr]).toEqual([5, expect.stringMatching(/^Error: The file .*none cannot be read \(ENOENT\)\./)])
  expect(await readdir(home().path)).toEqual(before)
})

test('a body of the line that never ends is refused, and not sent', async () => {
  const before = oci().requests.length
  const { code, stderr } = await raw('POST', '/echo', ['--request-body', 'file:///dev/zero'])
  expect([code, stderr, oci().requests.length]).toEqual([
    2,
    expect.stringContaining('--request-body is longer than 100 MiB.'),
    before,
  ])
})

test('an answer that never ends is given up', async () => {
  const part = randomBytes(1024 * 1024)
  await served(
    (_, response) =>
      void Readable.from(
        (function* () {
          for (;;) yield part
        })(),
      )
        .on('error', () => {})
        .pipe(response),
    async (url) => {
      const { code, bytes, stderr } = await raw('GET', url)
      expect([code, bytes.length, stderr]).toEqual([6, 0, expect.stringContaining('104857600')])
    },
  )
})

test('a service that is silent is given up', async () => {
  oci().faults.add({ effect: { delayMs: 600_000 } })
  const { code, stderr } = await raw('GET', REGIONS, ['--read-timeout', '0.05'])
  expect([code, stderr]).toEqual([6, expect.stringMatching(/^Error: .*50 ms/)])
})

test('Ctrl-C ends it while stdin is read, and while the service is waited for', async () => {
  oci().faults.add({ effect: { delayMs: 600_000 } })
  for (const rest of [['POST', '/echo', '--request-body', '-'] as const, ['GET', REGIONS] as const]) {
    const [method, target, ...more] = rest
    const onInterrupt = (listener: () => void): (() => void) => {
      setImmediate(listener)
      return () => {}
    }
    const stdin = new Readable({ read: () => {} })
    const ended = await raw(method, target, more, { onInterrupt, ...(more.length > 0 && { stdin }) })
    expect([ended.code, ended.stdout, ended.stderr]).toEqual([130, '', 'Interrupted.\n'])
  }
})

test('a refused request shows what was seen of the cause', async () => {
  await home().editConfig((text) => text.replace(/fingerprint=.*/, `fingerprint=${'aa:'.repeat(15)}aa`))
  const { code, stdout, stderr } = await raw('GET', REGIONS)
  expect(code).toBe(4)
  expect(JSON.parse(stdout)).toMatchObject({ data: { code: 'NotAuthenticated' }, status: '401 Unauthorized' })
  expect(stderr).toMatch(/^Error: The request is refused: 401 Unauthorized\. .*fingerprint/)
})

test('a clock that is off is corrected', async () => {
  oci().clock.offset(3_600_000)
  const { code } = await raw('GET', REGIONS, [], { now: Date.now })
  expect(code).toBe(0)
})

test.each([
  [404, 1],
  [429, 6],
  [503, 6],
])('%i ends with %i, and is printed', async (status, exit) => {
  oci().faults.add({ effect: { status, code: 'Some', message: 'Something.' } })
  const { code, stdout, stderr } = await raw('GET', REGIONS)
  expect([code, (JSON.parse(stdout) as { status: string }).status.slice(0, 3)]).toEqual([exit, String(status)])
  expect(stderr).toContain(': Some: Something.')
})

test('--max-retries asks again', async () => {
  oci().faults.add({ times: 1, effect: { status: 503 } })
  expect((await raw('GET', REGIONS, ['--max-retries', '2'])).code).toBe(0)
  oci().faults.add({ effect: { status: 503 } })
  const before = oci().count('GET', REGIONS)
  const { code } = await raw('GET', REGIONS, ['--max-retries', '1'])
  expect([code, oci().count('GET', REGIONS) - before]).toEqual([6, 2])
})

test.each(['DEFAULT', 'SESSION'])('--debug shows the signing string, and no secret of %s', async (profile) => {
  const { code, stderr } = await raw('GET', `${REGIONS}?access_token=hunter2`, ['--debug', '--profile', profile])
  expect(code).toBe(0)
  expect(stderr).toMatch(
    /signing string\n(.*\n)*?\(request-target\): get \/20160918\/regions\?access_token=<redacted>\n/,
  )
  expect(stderr).toContain(`host: ${new URL(oci().url).host}`)
  expect(stderr).not.toMatch(/hunter2|ST\$(?!<)|eyJ|signature="(?!<redacted>)|PRIVATE KEY/)
})

test('a delegation token is no part of what --debug shows', async () => {
  const { shownSigningString } = await import('../src/commands/raw-request/send.ts')
  expect(shownSigningString('date: today\nopc-obo-token: plain')).toBe('date: today\nopc-obo-token: <redacted>')
})

test('a server that gives back what it got shows no token', async () => {
  const token = await readFile(home().tokenFile(), 'utf8')
  const { code, stdout } = await raw('GET', '/echo', ['--profile', 'SESSION'])
  expect([code, stdout.includes(token)]).toEqual([0, false])
  const other = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJvY2lkMSJ9.c2ln'
  await raw('PUT', OBJECT, ['--request-body', other])
  expect((await raw('GET', OBJECT)).stdout).toContain(other)
})

test('the instance signs, without a file', async () => {
  const env = { ...(await oci().environment('instance')), HOME: '/nowhere' }
  const { code, stdout } = await raw('GET', '/echo', ['--auth', 'instance_principal'], {
    env,
    homeDirectory: '/nowhere',
  })
  expect([code, JSON.parse(stdout)]).toEqual([
    0,
    expect.objectContaining({
      data: expect.objectContaining({ caller: expect.objectContaining({ kind: 'instance' }) }),
    }),
  ])
})

test('a process hands bytes from pipe to pipe, and one whose reader goes early ends quietly', async () => {
  const long = randomBytes(1024 * 1024)
  const target = `--target-uri ${oci().url}${OBJECT}`
  const put = program().start(`raw-request --http-method PUT ${target} --request-body -`, home().env)
  put.stdin?.end(long)
  expect(await once(put, 'close')).toEqual([0, null])
  const get = program().start(`raw-request --http-method GET ${target}`, home().env)
  const [bytes] = await Promise.all([buffer(get.stdout as Readable), once(get, 'close')])
  expect(bytes.equals(long)).toBe(true)
  const gone = program().start(`raw-request --http-method GET ${target}`, home().env)
  gone.stdout?.destroy()
  expect(await once(gone, 'close')).toEqual([0, null])
})
