// LangChain.js over a signed fetch, by the options that it hands to OpenAI's SDK.
import { ChatOpenAI } from '@langchain/openai'
import type { GenerativeAi } from './generative-ai.ts'

export function createModel({ baseURL, fetch, headers }: GenerativeAi): ChatOpenAI {
  return new ChatOpenAI({
    model: 'openai.gpt-oss-120b',
    apiKey: 'unused', // LangChain asks for one; the signature takes the place of its header.
    configuration: { baseURL, fetch, defaultHeaders: headers },
    maxRetries: 2,
    timeout: 60_000,
  })
}

/** The answer, piece by piece. When `signal` is aborted the request ends, and an error is thrown. */
export async function* ask(model: ChatOpenAI, question: string, signal?: AbortSignal): AsyncGenerator<string> {
  for await (const chunk of await model.stream(question, signal && { signal })) yield chunk.text
}
