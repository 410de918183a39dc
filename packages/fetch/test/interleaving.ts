// One client, its sites and its source of tokens, all in memory: nothing happens but what a step says, and each request is judged.
import { generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'
import { createCredential, createSigner } from '@x/signer'
import { RefreshEngine, type Loaded, type Snapshot } from '@x/signer/principal'
import { vi } from 'vitest'
import { fakeTimers } from '@x-tools/testkit/fake-timers'
import { settled } from '@x-tools/testkit/settled'
import { createSignedFetch } from '../src/create-signed-fetch.ts'
import { dated, HOSTS, sentence, SITES, type Answer, type Host } from './sites.ts'

export type Step =
  | { readonly do: 'send'; readonly host: number }
  /** To one of the requests under way. */
  | { readonly do: 'answer'; readonly which: number; readonly answer: Answer }
  /** `issue` and `break` end a renewal under way, `force` demands one. */
  | { readonly do: 'issue' | 'break' | 'force' }
  | { readonly do: 'wait'; readonly seconds: number }

const START = Date.UTC(2027, 0, 15, 8)
const YEAR_MS = 365 * 86_400_000
const FAILED = new TypeError('fetch failed')
const DOWN = new Error('auth is down')
const FINE: Answer = { is: 'fine' }

interface UnderWay {
  readonly host: Host
  readonly resolve: (response: Response) => void
  readonly reject: (error: Error) => void
}

interface Renewal {
  readonly issue: () => void
  readonly fail: () => void
}

export class Interleaving {
  /** Promises that were not kept. */
  readonly broken: string[] = []
  /** By site: what it has said so far that its own later requests may follow, in milliseconds. */
  readonly #told = new Map<string, Set<number>>()
  /** By token: the key that it was issued for. */
  readonly #keys = new Map<string, KeyObject>()
  readonly #underWay: UnderWay[] = []
  readonly #renewals: Renewal[] = []
  /** By call: how many requests it has sent. */
  readonly #sent = new Map<string, number>()
  #open = 0
  /** The offset of the request that came last, in milliseconds. */
  #lastOffsetMs = NaN

  readonly #engine = new RefreshEngine<Snapshot>({
    load: () => this.#load(),
    setTimer: fakeTimers().setTimer,
  })
  readonly #signer = createSigner(async (context) => (await this.#engine.credential(context)).credential, {
    now: () => this.#engine.now(),
  })
  readonly #fetch = createSignedFetch(this.#signer, {
    fetch: (input, init) => this.#receive(String(input), new Headers(init?.headers)),
  })

  constructor() {
    vi.useFakeTimers({ toFake: ['Date'], now: START })
  }

  async do(next: Step): Promise<void> {
    if (next.do === 'send') this.#watch(this.#send(HOSTS[next.host % HOSTS.length]!))
    if (next.do === 'force') this.#watch(this.#engine.refresh())
    if (next.do === 'answer') this.#answer(next.which, next.answer)
    if (next.do === 'issue') this.#renewals.shift()?.issue()
    if (next.do === 'break') this.#renewals.shift()?.fail()
    if (next.do === 'wait') vi.setSystemTime(Date.now() + next.seconds * 1000)
    await settled()
  }

  /** All that is under way comes to its end. */
  async land(): Promise<void> {
    for (let turns = 0; this.#open > 0 && turns < 1000; turns++) {
      this.#renewals.shift()?.issue()
      this.#answer(0, FINE)
      await settled()
    }
    this.#promise('every call ends', this.#open === 0)
  }

  /** Each site corrects the clock by an offset of its own; then each host is sent that of its site, and no other. */
  async correctEachSite(): Promise<void> {
    await this.do({ do: 'wait', seconds: 10 })
    for (const [index, site] of SITES.entries()) {
      const host = HOSTS.find((candidate) => candidate.site === site)!
      const offsetMs = (index + 1) * 3_600_000 + 1000
      this.#watch(this.#send(host))
      await this.#untilSent()
      this.#refuse(this.#underWay.shift()!, offsetMs)
      await this.land()
    }
    for (const host of HOSTS) {
      this.#watch(this.#send(host))
      await this.land()
      const expected = (SITES.indexOf(host.site) + 1) * 3_600_000 + 1000
      this.#promise(`${host.origin} is sent the time of its site`, this.#lastOffsetMs === expected)
    }
  }

  async #untilSent(): Promise<void> {
    for (let turns = 0; this.#underWay.length === 0 && turns < 100; turns++) {
      this.#renewals.shift()?.issue()
      await settled()
    }
  }

  #send(host: Host): Promise<Response> {
    const path = `/${this.#sent.size}`
    this.#sent.set(path, 0)
    return this.#fetch(`${host.origin}${path}`)
  }

  /** A caller hears of what failed at the sites and at the source, and of nothing else. */
  #watch(call: Promise<unknown>): void {
    this.#open++
    const end = (error?: unknown): void => {
      this.#open--
      const isExpected = error === undefined || error === FAILED || error === DOWN
      this.#promise(`no caller hears of "${String(error)}"`, isExpected)
    }
    call.then(() => end(), end)
  }

  #load(): Promise<Loaded<Snapshot>> {
    // Ed25519 in place of RSA, since a new pair is made in no time; what is asked here is only whose key it is.
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    return new Promise((resolve, reject) => {
      const issue = (): void => {
        const keyId = `ST$token-${this.#keys.size}`
        this.#keys.set(keyId, publicKey)
        const key = { sign: async (data: Uint8Array): Promise<Uint8Array> => sign(null, data, privateKey) }
        const issuedAt = Date.now()
        const expiresAt = issuedAt + 3_600_000
        resolve({ snapshot: { credential: createCredential({ keyId, key, expiresAt }), issuedAt, expiresAt } })
      }
      this.#renewals.push({ issue, fail: () => reject(DOWN) })
    })
  }

  #receive(address: string, headers: Headers): Promise<Response> {
    const { origin, pathname } = new URL(address)
    const host = HOSTS.find((candidate) => candidate.origin === origin)!
    this.#judge(host, pathname, headers)
    return new Promise((resolve, reject) => this.#underWay.push({ host, resolve, reject }))
  }

  #judge(host: Host, path: string, headers: Headers): void {
    const date = headers.get('date') ?? ''
    const sent = (this.#sent.get(path) ?? NaN) + 1
    this.#sent.set(path, sent)
    this.#promise('two requests a call at most', sent <= 2)
    this.#promise(`"${date}" is a date`, date === new Date(date).toUTCString() && date.length === 29)
    this.#lastOffsetMs = Date.parse(date) - Date.now()
    const isItsOwn = this.#lastOffsetMs === 0 || this.#toldBy(host.site).has(this.#lastOffsetMs)
    this.#promise(`${host.origin} is sent this machine's time, or what its own site has told`, isItsOwn)
    this.#promise('the key belongs to the token', this.#isOwnKey(host, path, headers))
  }

  #isOwnKey({ origin }: Host, path: string, headers: Headers): boolean {
    const [, keyId = '', signature = ''] =
      /keyId="([^"]+)".*signature="([^"]+)"/.exec(headers.get('authorization') ?? '') ?? []
    const lines = [`date: ${headers.get('date')}`, `(request-target): get ${path}`, `host: ${new URL(origin).host}`]
    const key = this.#keys.get(keyId)
    return key !== undefined && verify(null, Buffer.from(lines.join('\n')), key, Buffer.from(signature, 'base64'))
  }

  #answer(which: number, answer: Answer): void {
    const [request] = this.#underWay.splice(which % (this.#underWay.length || 1), 1)
    if (!request) return
    if (answer.is === 'failure') request.reject(FAILED)
    else if (answer.is === 'fine') request.resolve(new Response('fine'))
    else if (answer.is === 'refusal' || request.host.honest) this.#refuse(request, 0)
    else if (answer.is === 'date') this.#refuse(request, answer.offsetMs)
    else if (answer.is === 'sentence') this.#refuse(request, answer.offsetMs, sentence)
    else if ('text' in answer) request.resolve((answer.is === 'text-date' ? dated : sentence)(answer.text))
  }

  #refuse({ host, resolve }: UnderWay, offsetMs: number, form = dated): void {
    if (Math.abs(offsetMs) <= YEAR_MS) this.#toldBy(host.site).add(offsetMs)
    resolve(form(new Date(Date.now() + offsetMs).toUTCString()))
  }

  #toldBy(site: string): Set<number> {
    const told = this.#told.get(site) ?? new Set()
    this.#told.set(site, told)
    return told
  }

  #promise(what: string, isKept: boolean): void {
    if (!isKept) this.broken.push(what)
  }
}
