// Takes a secret out of an answer that repeats it: a refusal is told to people, and one by its looks is not known for a secret.
import { REDACTED } from '@x/kernel'
import type { HttpClient, HttpResponse } from '@x/http'

/** The client, whose refusals repeat `secret` nowhere. What succeeds is left as it is: nobody prints that. */
export function hiding(perform: HttpClient, secret: string): HttpClient {
  return async (request, options) => {
    const response = await perform(request, options)
    return response.status >= 400 ? without(response, secret) : response
  }
}

function without({ status, headers, ...response }: HttpResponse, secret: string): HttpResponse {
  const hide = (text: string): string => text.replaceAll(secret, REDACTED)
  const text = hide(response.text())
  return {
    status,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, hide(value)])),
    body: new TextEncoder().encode(text),
    text: () => text,
    json: () => JSON.parse(text) as unknown,
  }
}
