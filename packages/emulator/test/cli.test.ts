// The command, run as a command.
import { spawn, type ChildProcess } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer, get } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'

// Some of these run several processes, one after the other.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url))

interface Run {
  child: ChildProcess
  /** Everything printed so far, once it matches. */
  until: (pattern: RegExp) => Promise<RegExpExecArray>
  ended: Promise<{ code: number | null; output: string; errors: string }>
}

const run = (...args: string[]): Run => runIn(process.env, ...args)

function runIn(env: NodeJS.ProcessEnv, ...args: string[]): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', CLI, ...args], { cwd: ROOT, env })
  let [output, errors] = ['', '']
  const watchers: (() => void)[] = []
  child.stdout.on('data', (chunk) => {
    output += chunk
    for (const watch of watchers) watch()
  })
  child.stderr.on('data', (chunk) => (errors += chunk))
  const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, output, errors })),
  )
  const until = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const watch = (): void => {
        const match = pattern.exec(output)
        if (match !== null) resolve(match)
      }
      watchers.push(watch)
      watch()
      void ended.then(() => reject(new Error(`ended without ${pattern}: ${errors}`)))
    })
  return { child, until, ended }
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'serves until %s, and takes its temporary folder along',
  async (signal) => {
    const { child, until, ended } = run('--clock-offset=-600')
    const [, url = ''] = await until(/OCI emulator at (\S+)/)
    const [, config = ''] = await until(/config +(\S+config) /)
    const [, metadataUrl] = await until(/^ +OCI_METADATA_BASE_URL=(\S+)\n +OCI_SDK_AUTH_CLIENT_REGION_URL=(\S+)$/m)
    await until(/login +http:\S+\/v1\/oauth2\/authorize \(user emulator-user, password [\w-]+\)/)
    await until(/answered with 401/)
    const region = await fetch(`${metadataUrl}instance/region`, { headers: { authorization: 'Bearer Oracle' } })
    expect(await region.text()).toBe('phx')
    const response = await fetch(`${url}/20160918/regions`)
    expect(response.status).toBe(401)
    const behindMs = Date.now() - Date.parse(response.headers.get('date') ?? '')
    expect(Math.round(behindMs / 60_000)).toBe(10)
    expect(await readFile(config, 'utf8')).toContain('[SESSION]')
    child.kill(signal)
    expect(await ended).toMatchObject({ code: 0, errors: '' })
    expect(existsSync(config)).toBe(false)
  },
)

test('writes into the folder it is given, over TLS, and leaves it there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'emulator-cli-'))
  const { child, until, ended } = run('--config-dir', join(folder, 'oci'), '--tls', '--port', '0')
  await until(/OCI emulator at https:/)
  await until(/answered with 401/)
  child.kill('SIGINT')
  expect((await ended).code).toBe(0)
  expect(existsSync(join(folder, 'oci', 'config'))).toBe(true)
  expect(existsSync(join(folder, 'oci', 'ca.pem'))).toBe(true)
  await rm(folder, { recursive: true })
})

test('further hosts and the form of the subject are options', async () => {
  const { child, until, ended } = run('--allow-host', 'one.test', '--allow-host=Two.test', '--multi-valued-subject')
  const [, metadataUrl = ''] = await until(/^ +OCI_METADATA_BASE_URL=(\S+)$/m)
  await until(/answered with 401/)
  const ask = (host: string): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const headers = { host, authorization: 'Bearer Oracle' }
      get(`${metadataUrl}identity/cert.pem`, { headers, agent: false }, (response) => {
        let text = ''
        response.on('data', (chunk) => (text += chunk))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      }).on('error', reject)
    })
  const [one, two, three] = [await ask('one.test'), await ask('two.test:80'), await ask('three.test')]
  expect([one.status, two.status, three.status]).toEqual([200, 200, 403])
  expect(new X509Certificate(one.text).subject.split('\n')).toHaveLength(2)
  child.kill('SIGINT')
  expect((await ended).code).toBe(0)
})

test('conformance waits for requests, and ends with the report and 1 when cases that have to pass were not sent', async () => {
  const { child, until, ended } = run('conformance')
  const [, url = ''] = await until(/suite for OCI signers at (\S+)/)
  const [, keyFile = ''] = await until(/OCI_KEY_FILE=(\S+)/)
  await until(/text\/plain/)
  const { cases } = await (await fetch(`${url}/conformance/cases`)).json()
  expect(cases[0].url).toBe(`${url}/conformance/method-get/20160918/users?limit=1`)
  expect(await readFile(keyFile, 'utf8')).toContain('BEGIN PRIVATE KEY')
  child.kill('SIGINT')
  const { code, output } = await ended
  expect(code).toBe(1)
  expect(output).toMatch(/FAILED method-get: not-sent\n/)
  expect(output).toMatch(/0 of \d+ cases passed, \d+ failed: the signer does not conform\.\n$/)
  expect(existsSync(keyFile)).toBe(false)
})

/** A program that signs every case of the suite by the documented rules, with Node's own modules; the argument limits what it sends. */
const DRIVER = fileURLToPath(new URL('processes/conformance-driver.mjs', import.meta.url))

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))

const WAYS: readonly (readonly [way: string, options: readonly string[]])[] = [
  ['http', []],
  ['https', ['--tls']],
  ...(hasIpv6 ? [['a host in brackets', ['--host', '::1']] as const] : []),
]

test.each(WAYS)(
  'conformance over %s runs a program, and ends with 0 when every case that has to pass did',
  async (_, options) => {
    const { code, output, errors } = await run('conformance', ...options, '--', process.execPath, DRIVER).ended
    expect(errors).toBe('')
    expect(output).toMatch(/ 0 failed: the signer conforms\.\n$/)
    expect(code).toBe(0)
  },
)

test('conformance ends with 1 when the program does, whatever it sent', async () => {
  const { code, errors } = await run('conformance', '--', process.execPath, '-e', 'process.exit(3)').ended
  expect({ code, errors }).toEqual({ code: 1, errors: 'The command ended with 3.\n' })
})

test('conformance ends its program when it is ended itself', async () => {
  const script = 'console.log("driver", process.pid); setInterval(() => {}, 1000)'
  const { child, until, ended } = run('conformance', '--', process.execPath, '-e', script)
  const [, pid] = await until(/driver (\d+)/)
  child.kill('SIGTERM')
  expect((await ended).code).toBe(1)
  expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH')
})

test('--help shows every option and ends', async () => {
  const { code, output } = await run('--help').ended
  expect(code).toBe(0)
  for (const option of [
    '--port',
    '--host',
    '--tls',
    '--allow-host',
    '--multi-valued-subject',
    '--cors',
    '--config-dir',
    '--clock-offset',
  ])
    expect(output).toContain(option)
})

test('begins with faults of a file, tells what it lets through, and passes on what is not its own', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'emulator-cli-'))
  const faults = join(folder, 'down.json')
  await writeFile(faults, '{ "faults": [{ "match": { "path": "/20160918/users" }, "effect": { "status": 503 } }] }')
  const behind = createHttpServer((_, response) => void response.writeHead(202).end())
  await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve))
  const upstream = `http://127.0.0.1:${(behind.address() as AddressInfo).port}`
  const { child, until, ended } = run('--soft', '--upstream', upstream, '--faults', faults)
  const [, url = ''] = await until(/OCI emulator at (\S+)/)
  await until(/answered with 401/)
  const asked = ['/20160918/users', '/20160918/regions', '/20160918/vcns?token=CANARY']
  const statuses = await Promise.all(asked.map(async (path) => (await fetch(url + path)).status))
  expect(statuses).toEqual([503, 200, 202])
  child.kill('SIGINT')
  const { errors } = await ended
  behind.close()
  await rm(folder, { recursive: true })
  expect(errors.trimEnd().split('\n').toSorted()).toEqual([
    expect.stringMatching(/^let through: GET \/20160918\/regions would be refused \(no-authorization\)\. \S/),
    expect.stringMatching(/^let through: GET \/20160918\/vcns would be refused/),
  ])
})

test('ends with an error where there is no room for a temporary folder', async () => {
  const { code, errors } = await runIn({ ...process.env, TMPDIR: CLI, TSX_DISABLE_CACHE: '1' }).ended
  expect([code, errors]).toEqual([
    1,
    expect.stringMatching(/^No temporary folder can be made: ENOTDIR.*mkdtemp.*\. Give .* --config-dir\.\n$/),
  ])
})

test('ends with an error when its port is taken', async () => {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  const { port } = holder.address() as AddressInfo
  const { code, errors } = await run('--port', String(port)).ended
  holder.close()
  expect(code).toBe(1)
  expect(errors).toBe(
    `The emulator cannot listen on port ${port} of 127.0.0.1. Choose another port, or 0 for a free one.\n`,
  )
})

test.each([
  [['--nope'], /Usage/],
  [['conform'], /"conform" is no command\. There is "conformance"\./],
  [['conformance', 'node'], /"node" is no command/],
  [['--', 'node'], /Only "conformance" runs a command/],
  [['conformance', '--', '/no/such/program'], /"\/no\/such\/program" cannot be run: .*ENOENT/],
  [['--port', 'x'], /--port is not a whole number/],
  [['--host', '0.0.0.0'], /loopback only/],
  [
    ['--config-dir', CLI],
    /^Nothing can be written into \S+cli\.ts: E\w+: .*\. Give a folder of your own with --config-dir\.\n$/,
  ],
  [['--faults', 'no-such.json'], /no-such\.json: It cannot be read: ENOENT.*\. Name a file that can be\./],
  [['--allow-host', '*'], /"allowedHosts" is not a list of host names/],
])('%j ends with an error', async (args, message) => {
  const { code, errors } = await run(...args).ended
  expect(code).toBe(1)
  expect(errors).toMatch(message)
})
