// The two clients under test, as a caller of a service has them.
import { Agent } from 'node:http'
import { attachSigner } from '@x/axios'
import { createSignedFetch } from '@x/fetch'
import type { RequestSigner } from '@x/signer'
import axios from 'axios'
import { IncompleteAnswerError, requestOf } from './echo-request.ts'

export type ClientName = 'axios' | 'fetch'

/** Makes one attempt of a request and yields its JSON; rejects with what says why there is none. */
export type Caller = (id: number, headers: Readonly<Record<string, string>>) => Promise<unknown>

/** A status of 400 or more in a fetch response, in the form that retry strategies read. */
class AnswerError extends Error {
  override readonly name = 'AnswerError'
  readonly status: number
  readonly headers: Headers

  constructor({ status, headers }: Response) {
    super(`The service answered with HTTP ${status}.`)
    this.status = status
    this.headers = headers
  }
}

export function createCallers(signer: RequestSigner, origin: string): Readonly<Record<ClientName, Caller>> {
  return { axios: axiosCaller(signer, origin), fetch: fetchCaller(signer, origin) }
}

function axiosCaller(signer: RequestSigner, origin: string): Caller {
  const http = axios.create({ baseURL: origin, proxy: false, httpAgent: new Agent({ keepAlive: true }) })
  attachSigner(http, signer)
  return async (id, headers) => {
    const { method, target, body } = requestOf(id)
    const contentType = body === undefined ? {} : { 'content-type': 'application/json' }
    const { data } = await http.request<unknown>({
      method,
      url: target,
      headers: { ...headers, ...contentType },
      ...(body !== undefined && { data: body }),
    })
    // What axios cannot parse it leaves as text.
    if (typeof data === 'string') throw new IncompleteAnswerError(`The answer to request ${id} is not JSON.`)
    return data
  }
}

function fetchCaller(signer: RequestSigner, origin: string): Caller {
  const signedFetch = createSignedFetch(signer)
  return async (id, headers) => {
    const { method, target, body } = requestOf(id)
    const response = await signedFetch(origin + target, { method, headers, body: body ?? null })
    const text = await response.text()
    if (!response.ok) throw new AnswerError(response)
    try {
      return JSON.parse(text) as unknown
    } catch (cause) {
      throw new IncompleteAnswerError(`The answer to request ${id} is not JSON.`, { cause })
    }
  }
}
