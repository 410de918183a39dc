// The three libraries for language models, each against a server that verifies every request.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { APICallError } from 'ai'
import { APIConnectionTimeoutError, APIError } from 'openai'
import { loadConfig, type OciConfig } from '@x/config'
import { startEmulator, type Emulator } from '@x/emulator'
import { isSignerError } from '@x/signer'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { generativeAi, type GenerativeAi } from './generative-ai.ts'
import * as langchain from './langchain.ts'
import * as openai from './openai.ts'
import { startModelServer, type ModelServer } from './test/model-server.ts'
import * as vercel from './vercel-ai-sdk.ts'

type Ask = (question: string, signal?: AbortSignal) => AsyncIterable<string>
const LIBRARIES: Readonly<Record<string, (service: GenerativeAi) => Ask>> = {
  openai: (service) => (question, signal) => openai.ask(openai.createClient(service), question, signal),
  'vercel-ai-sdk': (service) => (question, signal) => vercel.ask(vercel.createModel(service), question, signal),
  langchain: (service) => (question, signal) => langchain.ask(langchain.createModel(service), question, signal),
}

let home: string
let oci: Emulator
let config: OciConfig
let server: ModelServer
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'apps-'))
  oci = await startEmulator()
  config = await loadConfig({ file: await oci.configFile(home) })
})
afterAll(async () => {
  await oci.close()
  await rm(home, { recursive: true })
})
beforeEach(async () => {
  // The clock alone: each request comes in another second than the one before.
  vi.useFakeTimers({ toFake: ['Date'] })
  server = await startModelServer(oci, () => void vi.setSystemTime(Date.now() + 1000))
})
afterEach(async () => {
  vi.useRealTimers()
  await server.close()
})

describe.each(Object.entries(LIBRARIES))('the example %s', (_, library) => {
  const open = async (baseURL = server.baseURL): Promise<Ask> =>
    library(await generativeAi(config, oci.compartment, baseURL))

  test('streams an answer to a signed question', async () => {
    const ask = await open()
    expect(await textOf(ask('Who asks?'))).toBe('Signed by OCI.')
    expect(server.verified.map(({ principal }) => principal)).toMatchObject([{ kind: 'api-key', user: oci.user }])
    expect(server.verified[0]?.signedHeaders).toContain('x-content-sha256')
    expect(server.compartments).toEqual([oci.compartment])
  })

  test.each([429, 500])('has each retry after a %i signed anew', async (status) => {
    server.next({ status })
    const ask = await open()
    expect(await textOf(ask('Who asks?'))).toBe('Signed by OCI.')
    const dates = server.verified.map(({ date }) => date)
    expect(dates).toHaveLength(2)
    expect(dates[1]).toBeGreaterThan(Number(dates[0]))
    // It takes no signature twice.
    expect(server.refused).toEqual([])
  })

  test('ends the request when it is aborted, and does not end as if the answer were whole', async () => {
    server.next('stall')
    const ask = await open()
    const stop = new AbortController()
    const heard: string[] = []
    const listening = (async () => {
      for await (const text of ask('Who asks?', stop.signal)) {
        heard.push(text)
        if (text) stop.abort()
      }
    })()
    expect(await rejectionOf(listening)).toMatchObject({ name: 'AbortError' })
    await server.hungUp
    expect(heard.join('')).toBe('Signed')
    expect(server.verified).toHaveLength(1)
  })

  test('sends nothing to where a redirect leads', async () => {
    const elsewhere = await startModelServer(oci)
    const redirect = { redirectTo: `${elsewhere.baseURL}/chat/completions` }
    server.next(redirect, redirect, redirect)
    const ask = await open()
    const errors = causesOf(await rejectionOf(textOf(ask('Who asks?'))))
    expect(errors.map(statusOf)).toContain(307)
    expect([...elsewhere.verified, ...elsewhere.refused]).toEqual([])
    await elsewhere.close()
  })

  test('signs nothing for another host than that of the service', async () => {
    const elsewhere = await startModelServer(oci)
    const service = await generativeAi(config, oci.compartment, server.baseURL)
    const ask = library({ ...service, baseURL: elsewhere.baseURL })
    const errors = causesOf(await rejectionOf(textOf(ask('Who asks?'))))
    expect(errors.filter(isSignerError)).toMatchObject([{ code: 'ERR_SIGNING', kind: 'foreign-host' }])
    expect([...elsewhere.verified, ...elsewhere.refused]).toEqual([])
    await elsewhere.close()
  })
})

test('the SDK of OpenAI gives up an attempt by its own timeout', async () => {
  server.next('silence')
  const client = openai.createClient(await generativeAi(config, oci.compartment, server.baseURL))
  const asking = client.models.list({ timeout: 20, maxRetries: 0 })
  expect(await rejectionOf(asking)).toBeInstanceOf(APIConnectionTimeoutError)
})

test('the address of the service is that of the region in the configuration', async () => {
  const { baseURL } = await generativeAi(config, oci.compartment)
  expect(baseURL).toBe(`https://inference.generativeai.${oci.region}.oci.oraclecloud.com/20231130/actions/v1`)
})

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('It was fulfilled.'),
    (error: unknown) => error,
  )
}

/** The error and what it was caused by: each library wraps what its fetch rejects with in its own. */
function causesOf(error: unknown): readonly unknown[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : []
}

function statusOf(error: unknown): unknown {
  return APICallError.isInstance(error) ? error.statusCode : error instanceof APIError && error.status
}
