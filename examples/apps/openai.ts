// OpenAI's SDK over a signed fetch: streams, its own retries and timeouts, and abort. Each attempt is signed anew.
import OpenAI from 'openai'
import type { GenerativeAi } from './generative-ai.ts'

export function createClient({ baseURL, fetch, headers }: GenerativeAi): OpenAI {
  return new OpenAI({
    baseURL,
    fetch,
    defaultHeaders: headers,
    apiKey: 'unused', // The SDK asks for one; the signature takes the place of its header.
    maxRetries: 2,
    timeout: 60_000, // Milliseconds for each attempt, until the answer begins.
  })
}

/** The answer, piece by piece. When `signal` is aborted the request ends, and its reason is thrown. */
export async function* ask(client: OpenAI, question: string, signal?: AbortSignal): AsyncGenerator<string> {
  const stream = await client.chat.completions.create(
    { model: 'openai.gpt-oss-120b', messages: [{ role: 'user', content: question }], stream: true },
    { signal },
  )
  for await (const chunk of stream) yield chunk.choices[0]?.delta.content ?? ''
  signal?.throwIfAborted() // The SDK's loop ends without a word then, as after a whole answer.
}
