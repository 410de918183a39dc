// Whether this is a pod of an OKE cluster: seen from who answers at the port of proxymux, and under which CA. Nothing secret is sent.
import type { ConnectionOptions, TLSSocket } from 'node:tls'
import { identityCheck } from '@x/kernel'
import { readClusterCa } from './cluster-connection.ts'
import type { OkeInputs } from './inputs.ts'

export interface ProbeOptions {
  /** Ends the wait with its reason. */
  readonly signal?: AbortSignal | undefined
  /** Within a cluster an answer takes milliseconds. @defaultValue 1000 */
  readonly timeoutMs?: number | undefined
}

export interface ProxymuxProbe {
  /** Whether something that the CA of the cluster vouches for listens there. */
  readonly answers: boolean
  /** What was found, in a sentence. */
  readonly why: string
}

/**
 * @throws TlsMaterialError `ERR_TLS_MATERIAL` when a CA file that somebody named cannot be used; one by default is simply not there
 */
export async function probeProxymux(inputs: OkeInputs, options: ProbeOptions = {}): Promise<ProxymuxProbe> {
  options.signal?.throwIfAborted()
  let ca: string
  try {
    ca = await readClusterCa(inputs)
  } catch (error) {
    if (inputs.isCaFileNamed) throw error
    return { answers: false, why: `There is no CA of a cluster at ${inputs.caFile}.` }
  }
  const { isIP } = await import('node:net')
  const { hostname, port } = inputs.endpoint
  const host = hostname.replace(/^\[|\]$/g, '')
  return connect({ host, port: Number(port || 443), ca, ...(isIP(host) === 0 && { servername: host }) }, options)
}

async function connect(place: ConnectionOptions, { signal, timeoutMs = 1_000 }: ProbeOptions): Promise<ProxymuxProbe> {
  const [tls, crypto] = await Promise.all([import('node:tls'), import('node:crypto')])
  let socket: TLSSocket | undefined
  let timer: NodeJS.Timeout | undefined
  let onAbort = (): void => undefined
  try {
    return await new Promise<ProxymuxProbe>((resolve, reject) => {
      onAbort = () => reject(signal?.reason)
      if (signal?.aborted) onAbort()
      signal?.addEventListener('abort', onAbort)
      timer = setTimeout(() => resolve({ answers: false, why: `Nothing answered within ${timeoutMs} ms.` }), timeoutMs)
      // A CA that cannot be parsed throws here, which rejects.
      const checkServerIdentity = identityCheck(tls, crypto)
      socket = tls.connect({ minVersion: 'TLSv1.2', rejectUnauthorized: true, checkServerIdentity, ...place })
      socket.once('secureConnect', () => resolve({ answers: true, why: 'It answers under the CA of the cluster.' }))
      socket.on('error', (error: NodeJS.ErrnoException) => resolve({ answers: false, why: whyNot(error) }))
    })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
    socket?.destroy()
  }
}

const whyNot = ({ code = 'no answer' }: NodeJS.ErrnoException): string =>
  NETWORK.test(code)
    ? `Nothing listens there (${code}).`
    : `What listens there is not vouched for by the CA of the cluster, or speaks no TLS (${code}).`

const NETWORK = /^(?:ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|EADDR|EPIPE|EACCES|EPERM|no answer)/
