// One request by a proxy: axios knows how to ask one, plainly or for a tunnel.
import type { Agent as HttpAgent, IncomingMessage } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
import type { Readable } from 'node:stream'
import type { AxiosProxyConfig, AxiosResponse } from 'axios'
import { axiosConfig } from './axios-config.ts'
import type { OpenRequest } from './node-request.ts'
import type { Exchange } from './transport.ts'

interface Means {
  readonly body: Buffer | Readable | undefined
  readonly open: OpenRequest
  readonly httpAgent: HttpAgent
  readonly httpsAgent: HttpsAgent
}

export async function sendByProxy(
  exchange: Exchange & { readonly proxy: URL },
  { body, open, httpAgent, httpsAgent }: Means,
): Promise<IncomingMessage> {
  const { default: axios } = await import('axios')
  const { data }: AxiosResponse<IncomingMessage> = await axios.request({
    ...axiosConfig(exchange),
    // Unpacked by axios, what is cut off would pass for whole.
    decompress: false,
    data: body,
    adapter: 'http',
    transport: { request: open },
    httpAgent,
    httpsAgent,
    proxy: axiosProxy(exchange.proxy),
  })
  return data
}

function axiosProxy(proxy: URL): AxiosProxyConfig {
  const { protocol, username, password } = proxy
  const host = proxy.hostname.replace(/^\[|\]$/g, '')
  const port = Number(proxy.port || (protocol === 'https:' ? 443 : 80))
  const auth = { username: decodeURIComponent(username), password: decodeURIComponent(password) }
  return { protocol, host, port, ...(username !== '' && { auth }) }
}
