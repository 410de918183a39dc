// Has each test fail in which something connects to another machine: it would depend on a network, and could take a token abroad.
import { Socket } from 'node:net'
import { afterEach } from 'vitest'

/** This machine; names and addresses that lead nowhere, by RFC 2606 and RFC 5737; and the metadata service, which is no further than the host. */
const HERE = /^(localhost|127\.[\d.]+|::1|0\.0\.0\.0|.+\.invalid|192\.0\.2\.\d+|169\.254\.169\.254)$/

type Connect = (this: Socket, ...given: unknown[]) => Socket
interface Hooked extends Connect {
  readonly abroad?: string[]
}

const prototype = Socket.prototype as unknown as { connect: Hooked }

/** Where this process went beyond this machine since the last test. Files that share a process share what the first of them put in place. */
export const abroad = prototype.connect.abroad ?? hook()

function hook(): string[] {
  const seen: string[] = []
  const { connect } = prototype
  const watched: Connect = function (...given) {
    const host = hostOf(given)
    if (host !== undefined && !HERE.test(host)) seen.push(host)
    return connect.apply(this, given)
  }
  prototype.connect = Object.assign(watched, { abroad: seen })
  return seen
}

/** `undefined` where there is none: another process on this machine. Node hands its own calls over as one list. */
function hostOf(given: readonly unknown[]): string | undefined {
  const [first, second] = Array.isArray(given[0]) ? (given[0] as unknown[]) : given
  if (typeof first !== 'object' || first === null) return typeof second === 'string' ? second : undefined
  const { host, path } = first as { readonly host?: string; readonly path?: string | null }
  return path ? undefined : host
}

afterEach(() => {
  const hosts = abroad.splice(0)
  if (hosts.length > 0) throw new Error(`The test connected to ${hosts.join(', ')}. Lead it to the emulator.`)
})
