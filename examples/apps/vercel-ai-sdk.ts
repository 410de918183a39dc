// The Vercel AI SDK over a signed fetch, by its provider for services that speak as OpenAI's does.
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { streamText, type LanguageModel } from 'ai'
import type { GenerativeAi } from './generative-ai.ts'

export function createModel({ baseURL, fetch, headers }: GenerativeAi): LanguageModel {
  // Without an apiKey the provider sends no Authorization of its own.
  const provider = createOpenAICompatible({ name: 'oci', baseURL, fetch, headers: { ...headers } })
  return provider('openai.gpt-oss-120b')
}

/** The answer, piece by piece. When `signal` is aborted the request ends, and its reason is thrown. */
export async function* ask(model: LanguageModel, prompt: string, signal?: AbortSignal): AsyncGenerator<string> {
  const { fullStream } = streamText({
    model,
    prompt,
    maxRetries: 2,
    ...(signal && { abortSignal: signal }),
    onError: () => {}, // It would print the error, which the loop throws.
  })
  // textStream would end without a word where the request failed or was aborted.
  for await (const part of fullStream) {
    signal?.throwIfAborted()
    if (part.type === 'error') throw part.error
    if (part.type === 'text-delta') yield part.text
  }
}
