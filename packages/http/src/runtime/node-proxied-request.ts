// One request by a proxy: axios knows how to ask one, plainly or for a tunnel.
import type { Agent as HttpAgent } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
import type { Readable } from 'node:stream'
import type { AxiosProxyConfig, AxiosResponse } from 'axios'
import { axiosConfig } from './axios-config.ts'
import type { OpenRequest } from './node-request.ts'
import { headersOf } from './headers-of.ts'
import type { Exchange, RawResponse } from './transport.ts'

interface Means {
  readonly body: Buffer | Readable | undefined
  readonly open: OpenRequest
  readonly httpAgent: HttpAgent
  readonly httpsAgent: HttpsAgent
}

export async function sendByProxy(
  exchange: Exchange & { readonly proxy: URL },
  { body, open, httpAgent, httpsAgent }: Means,
): Promise<RawResponse> {
  const { default: axios } = await import('axios')
  const response: AxiosResponse<AsyncIterable<Uint8Array>> = await axios.request({
    ...axiosConfig(exchange),
    data: body,
    adapter: 'http',
    transport: { request: open },
    httpAgent,
    httpsAgent,
    proxy: axiosProxy(exchange.proxy),
  })
  return { status: response.status, headers: headersOf(response), chunks: response.data }
}

function axiosProxy(proxy: URL): AxiosProxyConfig {
  const { protocol, hostname, username, password } = proxy
  const port = Number(proxy.port || (protocol === 'https:' ? 443 : 80))
  const auth = { username: decodeURIComponent(username), password: decodeURIComponent(password) }
  return { protocol, host: hostname, port, ...(username !== '' && { auth }) }
}
