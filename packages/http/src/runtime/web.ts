// Sends requests where there is only fetch: browsers, workers and whatever else is not Node.
import type { AxiosResponse } from 'axios'
import { axiosConfig } from './axios-config.ts'
import { headersOf } from './headers-of.ts'
import type { Exchange, RawResponse, TlsSettings, Transport } from './transport.ts'

/** Whether TLS and proxies can be chosen here. */
export const hasTlsOptions = false

/** What is said of the runtime in the user agent. */
export const describeRuntime = (): string => 'web'

/** Browsers set this header themselves. */
export function userAgentHeader(): string {
  const canSet = new Request('http://localhost', { headers: { date: 'x' } }).headers.has('date')
  return canSet ? 'user-agent' : 'x-orcl-user-agent'
}

export async function createTransport(_settings: TlsSettings): Promise<Transport> {
  const { default: axios } = await import('axios')
  return {
    showsConnection: false,
    async send(exchange: Exchange): Promise<RawResponse> {
      const ending = new AbortController()
      const end = (): void => ending.abort()
      exchange.signal.throwIfAborted()
      exchange.signal.addEventListener('abort', end)
      const response: AxiosResponse<ReadableStream<Uint8Array> | null> = await axios.request({
        ...axiosConfig({ ...exchange, signal: ending.signal }),
        data: exchange.body ?? undefined,
        adapter: 'fetch',
        // Some versions of axios forget `maxRedirects` here.
        fetchOptions: { redirect: 'manual' },
      })
      return { status: response.status, headers: headersOf(response), chunks: chunksOf(response.data, end) }
    },
  }
}

/**
 * Not every browser's streams are async iterables.
 *
 * @param end - ends the call, where the stream is left before its end: axios's streams wait for another piece to be cancelled
 */
async function* chunksOf(stream: ReadableStream<Uint8Array> | null, end: () => void): AsyncGenerator<Uint8Array> {
  if (!stream) return
  const reader = stream.getReader()
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value
  } finally {
    // Of a call that is complete, nothing is left to end.
    end()
  }
}
