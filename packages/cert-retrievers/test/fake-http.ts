// An HTTP client that answers as a test says.
import type { CallOptions, HttpClient, HttpRequest, HttpResponse } from '@x/http'

export interface FakeCall {
  readonly url: string
  readonly request: HttpRequest
  readonly options: CallOptions
}

/** A response, or an error to reject with, or a promise of either. */
type Outcome = HttpResponse | Error

export interface FakeHttp {
  readonly client: HttpClient
  readonly calls: readonly FakeCall[]
}

export function fakeHttp(answer: (call: FakeCall) => Outcome | Promise<Outcome>): FakeHttp {
  const calls: FakeCall[] = []
  return {
    calls,
    client: async (request, options = {}) => {
      const call = { url: String(request.url), request, options }
      calls.push(call)
      const outcome = await answer(call)
      if (outcome instanceof Error) throw outcome
      return outcome
    },
  }
}

export function reply(status: number, text = '', headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return {
    status,
    headers,
    body: new TextEncoder().encode(text),
    text: () => text,
    json: () => JSON.parse(text) as unknown,
  }
}
