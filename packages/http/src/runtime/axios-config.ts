// What both runtimes ask of axios: to send exactly what it is given, and to judge nothing.
import type { AxiosRequestConfig, AxiosResponse } from 'axios'
import type { Exchange } from './transport.ts'

export function axiosConfig({ method, url, headers, signal }: Exchange): AxiosRequestConfig {
  return {
    method,
    url: url.href,
    signal,
    // `false` keeps axios from adding its own.
    headers: { accept: '*/*', 'content-type': false, ...headers },
    responseType: 'stream',
    maxRedirects: 0,
    withXSRFToken: false,
    maxBodyLength: Infinity,
    transformRequest: [],
    transformResponse: [],
    validateStatus: () => true,
  }
}

/** Lower-case names; a header that came more than once is one line. */
export function headersOf({ headers }: AxiosResponse): Record<string, string> {
  const entries = Object.entries(headers as Record<string, unknown>)
  return Object.fromEntries(
    entries.map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : String(value)]),
  )
}
