// A redis-server (or valkey-server) of its own for a test or a measurement; where the machine has none, that is said.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PROGRAM = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0)

/** Whether there is a server to test with. */
export const hasServer = PROGRAM !== undefined

/** For the names of tests that are left out without one. */
export const WITH_SERVER = hasServer
  ? 'with redis-server'
  : 'with redis-server, which this machine lacks (Debian: redis-server)'

export class RedisServer {
  readonly port: number
  readonly folder: string
  #child: ChildProcess | undefined

  private constructor(port: number, folder: string) {
    this.port = port
    this.folder = folder
  }

  /** @param options - further ones, e.g. `--appendonly yes` */
  static async start(...options: readonly string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), await mkdtemp(join(tmpdir(), 'fleet-redis-')))
    await server.start(...options)
    return server
  }

  /** A cluster of one node, which has all slots. */
  static async startCluster(): Promise<RedisServer> {
    const bus = String(await freePort())
    const address = ['--cluster-announce-ip', '127.0.0.1', '--cluster-port', bus]
    const server = await RedisServer.start('--cluster-enabled', 'yes', ...address)
    await server.tell('CLUSTER', 'ADDSLOTSRANGE', '0', '16383')
    while (!(await server.tell('CLUSTER', 'INFO')).includes('cluster_state:ok'));
    return server
  }

  async start(...options: readonly string[]): Promise<void> {
    const own = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder, '--save', '']
    this.#child = spawn(String(PROGRAM), [...own, ...options], { stdio: 'ignore' })
    while (!(await this.#answers())) if (this.#child.exitCode !== null) throw new Error('The server did not start.')
  }

  /** Ends it as a power cut does; what was not written is lost. */
  async kill(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  async remove(): Promise<void> {
    await this.kill()
    await rm(this.folder, { recursive: true, force: true })
  }

  /** Sends one command and yields what the server says first. */
  async tell(...words: readonly string[]): Promise<string> {
    const socket = connect(this.port, '127.0.0.1').setEncoding('utf8')
    try {
      socket.write(`*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`)
      const closed = once(socket, 'close').then(() => Promise.reject(new Error('The server hung up.')))
      const [text] = (await Promise.race([once(socket, 'data'), closed])) as [string]
      return text
    } finally {
      socket.destroy()
    }
  }

  async #answers(): Promise<boolean> {
    return this.tell('PING').then(
      (text) => text.startsWith('+PONG'),
      () => false,
    )
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
