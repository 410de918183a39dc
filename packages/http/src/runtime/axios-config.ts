// What both runtimes ask of axios: to send exactly what it is given, and to judge nothing.
import type { AxiosRequestConfig } from 'axios'
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
