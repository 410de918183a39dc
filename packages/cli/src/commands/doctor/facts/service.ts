// What the identity service says to one request, sent as it is: nothing is healed, so that everything can be seen.
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { createHttpClient } from '@x/http'
import { abortable } from '@x/kernel'
import { diagnose401, type Diagnosis, type RequestSigner } from '@x/signer'
import type { Calls } from '../../../program/calls.ts'

const DEADLINE_MS = 20_000

export interface Answer {
  readonly status: number
  readonly isSigned: boolean
  /** How far this machine's clock is ahead of the service's, in milliseconds. */
  readonly clockAheadMs: number | undefined
  /** Of a signature that was refused. */
  readonly diagnosis: Diagnosis | undefined
}

interface Ports {
  /** Absent where none can be made: then it is asked without a signature, which shows all but that. */
  readonly signer: RequestSigner | undefined
  readonly calls: Calls
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  now(): number
}

/** @throws the errors of `HttpClient` */
export async function askService(endpoint: string, ports: Ports): Promise<Answer> {
  const { signer, calls, env, signal, now } = ports
  const http = calls.httpClient ?? createHttpClient({ env })
  const request = { method: 'GET', url: `${endpoint.replace(/\/+$/, '')}/20160918/regions` }
  const signed = await signer?.sign(request, { signal })
  const sentAt = now()
  const headers = signed && { headers: { ...signed.headers } }
  const response = await http({ ...request, ...headers }, { signal, deadlineMs: DEADLINE_MS })
  const here = (sentAt + now()) / 2
  const there = Date.parse(response.headers['date'] ?? '')
  const isRefused = signed !== undefined && response.status === 401
  return {
    status: response.status,
    isSigned: signed !== undefined,
    clockAheadMs: Number.isNaN(there) ? undefined : here - there,
    diagnosis: isRefused ? await diagnose401(signed, response, { text: response.text(), now }) : undefined,
  }
}

/** @returns `undefined` for what is an address already */
export async function addressesOf(endpoint: string, signal: AbortSignal): Promise<readonly string[] | undefined> {
  const host = new URL(endpoint).hostname.replace(/^\[|\]$/g, '')
  if (isIP(host)) return undefined
  const limit = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)])
  const found = await abortable(lookup(host, { all: true }), limit)
  return found.map(({ address }) => address)
}
