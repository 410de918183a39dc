import { Readable } from 'node:stream'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { webStream } from '../../test/support/bodies.ts'
import { deferred } from '../../test/support/deferred.ts'
import { bytesSent, credential, isGenuine, NOW, NOW_TEXT, URL_TEXT } from '../../test/support/fixtures.ts'
import { createSigner } from '../signing/create-signer.ts'
import type { Credential } from '../credential.ts'
import type { RequestSigner, SignableRequest, SignedRequest } from '../request.ts'
import type { ResponseLike, SendSignedOptions, SiteClocks } from './send-options.ts'
import { sendSigned } from './send-signed.ts'

interface Answer extends ResponseLike {
  readonly text?: string
}
const at = (offsetMs: number): string => new Date(NOW + offsetMs).toUTCString()
const refusal = (date: string | undefined, text?: string): Answer => ({
  status: 401,
  headers: date === undefined ? {} : { Date: date },
  ...(text !== undefined && { text }),
})
const OK: Answer = { status: 200, headers: {} }
const errorText = async ({ text }: Answer): Promise<string | undefined> => text
const skewSentence = (current: string): string =>
  JSON.stringify({
    code: 'NotAuthenticated',
    message:
      `Date '${NOW_TEXT}' is not within allowed clock skew. ` +
      `Current '${current}', valid datetime range: ['${at(0)}', '${at(1)}']`.replaceAll('GMT', 'UTC'),
  })

/** A signer whose credential changes when it is told that the current one was refused. */
function renewingSigner(renews = true) {
  let current = credential({ keyId: 'k0' })
  const refused: Credential[] = []
  const signer = createSigner(
    async (context) => {
      if (context?.rejected) {
        refused.push(context.rejected)
        if (renews && context.rejected === current) current = credential({ keyId: `k${refused.length}` })
      }
      return current
    },
    { now: () => NOW },
  )
  return { signer, refused }
}

/** Sends to a service that answers as told, one answer a call, and notes what it was sent. */
function service(...answers: Answer[]) {
  const sent: SignedRequest[] = []
  const send = async (signed: SignedRequest): Promise<Answer> => {
    sent.push(signed)
    return answers[sent.length - 1] ?? answers.at(-1)!
  }
  return { sent, send }
}

const GET: SignableRequest = { method: 'GET', url: URL_TEXT }
const SKEW = 10 * 60_000

/** Every decision after a first answer: what is corrected, whether it is sent again. */
interface Row {
  readonly name: string
  readonly answer: Answer
  readonly options?: SendSignedOptions<Answer>
  readonly request?: Partial<SignableRequest>
  readonly renews?: boolean
  readonly elapsedMs?: number
  /** What happens: the date and the key of the second request, or that there is none. */
  readonly again?: { readonly date: string; readonly keyId: string }
  readonly offsetMs?: number
  readonly refreshes: number
}
const healedClock = (offsetMs: number): Pick<Row, 'again' | 'offsetMs' | 'refreshes'> => ({
  again: { date: at(offsetMs), keyId: 'k0' },
  offsetMs,
  refreshes: 0,
})
const renewed = { again: { date: NOW_TEXT, keyId: 'k1' }, refreshes: 1 }

const ROWS: readonly Row[] = [
  { name: '200 is the answer', answer: OK, refreshes: 0 },
  { name: '403 is the answer', answer: { status: 403, headers: { date: at(SKEW) } }, refreshes: 0 },
  { name: 'our clock is behind, by the Date header', answer: refusal(at(SKEW)), ...healedClock(SKEW) },
  { name: 'our clock is ahead, by the Date header', answer: refusal(at(-SKEW)), ...healedClock(-SKEW) },
  {
    name: 'our clock is behind, by the sentence',
    answer: refusal(undefined, skewSentence(at(SKEW))),
    options: { errorText },
    ...healedClock(SKEW),
  },
  {
    name: 'our clock is ahead, by the sentence',
    answer: refusal(undefined, skewSentence(at(-SKEW))),
    options: { errorText },
    ...healedClock(-SKEW),
  },
  {
    name: 'the Date header goes before the sentence',
    answer: refusal(NOW_TEXT, skewSentence(at(SKEW))),
    options: { errorText },
    ...renewed,
  },
  { name: '31 seconds count', answer: refusal(at(31_000)), ...healedClock(31_000) },
  { name: '30 seconds do not', answer: refusal(at(30_000)), ...renewed },
  { name: 'a slow answer is no skew', answer: refusal(at(90_000)), elapsedMs: 90_000, ...renewed },
  {
    name: 'a slow answer does not hide a skew',
    answer: refusal(at(SKEW + 90_000)),
    elapsedMs: 90_000,
    ...healedClock(SKEW),
  },
  { name: 'a Date header that is none', answer: refusal('tomorrow'), ...renewed },
  {
    name: 'a body without the sentence',
    answer: refusal(undefined, '{"code":"NotAuthenticated"}'),
    options: { errorText },
    ...renewed,
  },
  { name: 'no Date header and no way to read the body', answer: refusal(undefined), ...renewed },
  {
    name: 'a body that cannot be read',
    answer: refusal(undefined),
    options: { errorText: () => Promise.reject(new Error('reset')) },
    ...renewed,
  },
  {
    name: 'response headers that no one could sign',
    answer: {
      status: 401,
      headers: [
        ['server', 'Münch'],
        ['date', NOW_TEXT],
        ['date', NOW_TEXT],
        ['a b', 'c'],
      ],
    },
    ...renewed,
  },
  {
    name: "a skew beside the caller's own date",
    answer: refusal(at(SKEW)),
    request: { headers: { date: NOW_TEXT } },
    ...renewed,
  },
  {
    name: "a skew beside the caller's own x-date",
    answer: refusal(at(SKEW)),
    request: { headers: { 'X-Date': NOW_TEXT } },
    again: { date: NOW_TEXT, keyId: 'k1' },
    refreshes: 1,
  },
  { name: 'skew correction off', answer: refusal(at(SKEW)), options: { clockSkew: false }, ...renewed },
  { name: 'refresh off', answer: refusal(NOW_TEXT), options: { refreshOn401: false }, refreshes: 0 },
  { name: 'refresh off, but skew', answer: refusal(at(SKEW)), options: { refreshOn401: false }, ...healedClock(SKEW) },
  { name: 'both off', answer: refusal(at(SKEW)), options: { refreshOn401: false, clockSkew: false }, refreshes: 0 },
  { name: 'the refresh yields the same credential', answer: refusal(NOW_TEXT), renews: false, refreshes: 1 },
  {
    name: 'a body that can be sent again',
    answer: refusal(NOW_TEXT),
    request: { method: 'PUT', body: 'x' },
    ...renewed,
  },
  {
    name: 'an unsigned one-shot stream: renewed, not sent again',
    answer: refusal(NOW_TEXT),
    request: { method: 'PUT', body: webStream() },
    options: { bodySigning: 'exclude' },
    refreshes: 1,
  },
  {
    name: 'an unsigned one-shot stream: clock corrected, not sent again',
    answer: refusal(at(SKEW)),
    request: { method: 'PUT', body: webStream() },
    options: { bodySigning: 'exclude' },
    offsetMs: SKEW,
    refreshes: 0,
  },
]

describe('after the first answer', () => {
  test.each(ROWS)(
    '$name',
    async ({ answer, options, request, renews = true, elapsedMs = 0, again, offsetMs = 0, refreshes }) => {
      const { signer, refused } = renewingSigner(renews)
      const { sent, send } = service(answer, OK)
      const clock: SiteClocks = {}
      const discarded: Answer[] = []
      const times = [5_000_000, 5_000_000 + elapsedMs]
      const response = await sendSigned({ ...GET, ...request }, signer, send, {
        clock,
        now: () => times.shift()!,
        discard: (letGo) => void discarded.push(letGo),
        ...options,
      })
      expect(sent).toHaveLength(again ? 2 : 1)
      expect(response).toBe(again ? OK : answer)
      expect(discarded).toEqual(again ? [answer] : [])
      expect(refused).toHaveLength(refreshes)
      expect(clock.offsetFor?.(URL_TEXT) ?? 0).toBe(offsetMs)
      const second = sent.slice(1).map(({ headers, keyId }) => ({ date: headers['x-date'] ?? headers['date'], keyId }))
      expect(second).toEqual(again ? [again] : [])
      expect(sent.every(isGenuine)).toBe(true)
    },
  )

  test('never more than two are sent', async () => {
    for (const answer of [refusal(NOW_TEXT), refusal(at(SKEW))]) {
      const { signer } = renewingSigner()
      const { sent, send } = service(answer)
      expect(await sendSigned(GET, signer, send)).toBe(answer)
      expect(sent).toHaveLength(2)
    }
  })

  test('a signer that cannot refresh is asked for nothing', async () => {
    const { sign } = renewingSigner().signer
    const { sent, send } = service(refusal(NOW_TEXT), OK)
    expect((await sendSigned(GET, { sign }, send)).status).toBe(401)
    expect(sent).toHaveLength(1)
  })

  test('a signer of another make is given a second try after its refresh', async () => {
    const { signer } = renewingSigner(false)
    const foreign: RequestSigner = {
      sign: async (request, options) => ({ ...(await signer.sign(request, options)) }),
      refresh: async () => {},
    }
    const { sent, send } = service(refusal(NOW_TEXT), OK)
    expect((await sendSigned(GET, foreign, send)).status).toBe(200)
    expect(sent).toHaveLength(2)
  })

  test('a signer of another make may leave the key id out', async () => {
    const { signer } = renewingSigner(false)
    const { sent, send } = service(refusal(NOW_TEXT), OK)
    const foreign: RequestSigner = {
      sign: async (request, options) =>
        ({ ...(await signer.sign(request, options)), keyId: undefined }) as unknown as SignedRequest,
      refresh: async () => {},
    }
    expect((await sendSigned(GET, foreign, send)).status).toBe(200)
    expect(sent).toHaveLength(2)
  })

  test('the very credential that was refused is handed to the signer', async () => {
    const { signer, refused } = renewingSigner()
    await sendSigned(GET, signer, service(refusal(NOW_TEXT), OK).send)
    expect(refused[0]?.keyId).toBe('k0')
  })
})

describe('the clock', () => {
  test('keeps its correction for the calls to come', async () => {
    const { signer } = renewingSigner()
    const clock: SiteClocks = {}
    await sendSigned(GET, signer, service(refusal(at(SKEW)), OK).send, { clock, now: () => NOW })
    const { sent, send } = service(OK)
    await sendSigned(GET, signer, send, { clock, now: () => NOW })
    expect(sent[0]?.headers['date']).toBe(at(SKEW))
  })

  test('is corrected from where it stood, and back', async () => {
    const clock: SiteClocks = {}
    const { signer, refused } = renewingSigner()
    await sendSigned(GET, signer, service(refusal(at(SKEW)), OK).send, { clock, now: () => NOW })
    await sendSigned(GET, signer, service(refusal(at(60_000)), OK).send, { clock, now: () => NOW })
    expect(clock.offsetFor?.(URL_TEXT)).toBe(60_000)
    const { sent, send } = service(refusal(NOW_TEXT), OK)
    await sendSigned(GET, signer, send, { clock, now: () => NOW })
    expect(clock.offsetFor?.(URL_TEXT)).toBe(0)
    expect(sent.map(({ headers }) => headers['date'])).toEqual([at(60_000), NOW_TEXT])
    expect(refused).toEqual([])
  })

  test('is corrected once by calls that fail together', async () => {
    const { signer } = renewingSigner()
    const clock: SiteClocks = {}
    const gate = deferred()
    const sent: SignedRequest[] = []
    const send = async (signed: SignedRequest): Promise<Answer> => {
      sent.push(signed)
      if (sent.length > 5) return OK
      if (sent.length === 5) gate.resolve()
      await gate.promise
      return refusal(at(SKEW))
    }
    await Promise.all(Array.from({ length: 5 }, () => sendSigned(GET, signer, send, { clock, now: () => NOW })))
    expect(clock.offsetFor?.(URL_TEXT)).toBe(SKEW)
    expect(sent.slice(5).map(({ headers }) => headers['date'])).toEqual(Array.from({ length: 5 }, () => at(SKEW)))
  })
})

describe('the clock of one site', () => {
  const OTHER: SignableRequest = { method: 'GET', url: 'https://api.example.com/' }
  const heal = (request: SignableRequest, clock: SiteClocks, ...answers: Answer[]) => {
    const { sent, send } = service(...answers)
    const { signer, refused } = renewingSigner()
    return sendSigned(request, signer, send, { clock, now: () => NOW }).then(() => ({
      dates: sent.map(({ headers }) => headers['date']),
      renewals: refused.length,
    }))
  }

  test('is not changed by another, whatever that says', async () => {
    const clock: SiteClocks = {}
    await heal(OTHER, clock, refusal(at(SKEW)), OK)
    expect(await heal(GET, clock, OK)).toEqual({ dates: [NOW_TEXT], renewals: 0 })
    await heal(GET, clock, refusal(at(-SKEW)), OK)
    expect(await heal(OTHER, clock, OK)).toEqual({ dates: [at(SKEW)], renewals: 0 })
    expect(await heal(GET, clock, OK)).toEqual({ dates: [at(-SKEW)], renewals: 0 })
  })

  test.each([
    'Sat, 13 Sep 275760 00:00:00 GMT',
    'Fri, 31 Dec 9999 23:59:59 GMT',
    'Thu, 01 Jan 1970 00:00:00 GMT',
    'x',
    '0',
  ])('stays this machine’s when it says %s', async (date) => {
    const clock: SiteClocks = {}
    expect(await heal(GET, clock, refusal(date), OK)).toEqual({ dates: [NOW_TEXT, NOW_TEXT], renewals: 1 })
    expect(await heal(GET, clock, OK)).toEqual({ dates: [NOW_TEXT], renewals: 0 })
  })

  test('is set back to this machine’s by what cannot be read, and the request is dated anew', async () => {
    const clock: SiteClocks = {}
    await heal(GET, clock, refusal(at(SKEW)), OK)
    const { sign } = renewingSigner().signer
    const { sent, send } = service(refusal('x'), OK)
    expect((await sendSigned(GET, { sign }, send, { clock })).status).toBe(200)
    expect(sent.map(({ headers }) => headers['date'])).toEqual([at(SKEW), NOW_TEXT])
    expect(await heal(GET, clock, OK)).toEqual({ dates: [NOW_TEXT], renewals: 0 })
  })

  test('is kept by a refusal that says nothing of the time', async () => {
    const clock: SiteClocks = {}
    await heal(GET, clock, refusal(at(SKEW)), OK)
    expect(await heal(GET, clock, refusal(undefined), OK)).toEqual({ dates: [at(SKEW), at(SKEW)], renewals: 1 })
  })

  test('that is right leaves a refusal to the caller, where nothing is renewed', async () => {
    const clock: SiteClocks = {}
    await heal(GET, clock, refusal(at(SKEW)), OK)
    const { sent, send } = service(refusal(at(SKEW)), OK)
    const { signer } = renewingSigner()
    await sendSigned(GET, signer, send, { clock, now: () => NOW, refreshOn401: false })
    expect(sent.map(({ headers }) => headers['date'])).toEqual([at(SKEW)])
  })

  test('is taken as another call has corrected it meanwhile', async () => {
    const clock: SiteClocks = {}
    const { sign } = renewingSigner().signer
    const { sent, send } = service(refusal(NOW_TEXT), OK)
    const slow = async (signed: SignedRequest): Promise<Answer> => {
      if (sent.length === 0) await heal(GET, clock, refusal(at(SKEW)), OK)
      return send(signed)
    }
    expect((await sendSigned(GET, { sign }, slow, { clock, now: () => NOW })).status).toBe(200)
    expect(sent.map(({ headers }) => headers['date'])).toEqual([NOW_TEXT, at(SKEW)])
  })

  test('does not count twice where a renewal has set the signer’s own clock right', async () => {
    const clock: SiteClocks = {}
    await heal(GET, clock, refusal(at(SKEW)), OK)
    let ownOffsetMs = 0
    let keyId = 'k0'
    const signer = createSigner(async () => credential({ keyId }), { now: () => NOW + ownOffsetMs })
    const principal: RequestSigner = {
      sign: signer.sign,
      refresh: async () => {
        ownOffsetMs = SKEW
        keyId = 'k1'
      },
    }
    const { sent, send } = service(refusal(at(SKEW)), OK)
    expect((await sendSigned(GET, principal, send, { clock, now: () => NOW })).status).toBe(200)
    expect(sent.map(({ headers }) => headers['date'])).toEqual([at(SKEW), at(SKEW)])
    expect(clock.offsetFor?.(URL_TEXT)).toBe(0)
  })

  test('is corrected and the token renewed where both are over', async () => {
    const clock: SiteClocks = {}
    const over = Buffer.from(JSON.stringify({ exp: (NOW + SKEW) / 1000 })).toString('base64url')
    const keyIds = [`ST$e30.${over}.e30`, 'k1']
    const signer = createSigner(async () => credential({ keyId: keyIds[0] ?? '' }), { now: () => NOW })
    const principal: RequestSigner = { sign: signer.sign, refresh: async () => void keyIds.shift() }
    const { sent, send } = service(refusal(at(SKEW)), OK)
    expect((await sendSigned(GET, principal, send, { clock, now: () => NOW })).status).toBe(200)
    expect(sent.map(({ keyId, headers }) => [keyId, headers['date']])[1]).toEqual(['k1', at(SKEW)])
  })

  test('changes nothing of a date that is the caller’s own', async () => {
    const clock: SiteClocks = {}
    const { sign } = renewingSigner().signer
    const { sent, send } = service(refusal(NOW_TEXT), OK)
    const slow = async (signed: SignedRequest): Promise<Answer> => {
      await heal(GET, clock, refusal(at(SKEW)), OK)
      return send(signed)
    }
    await sendSigned({ ...GET, headers: { date: NOW_TEXT } }, { sign }, slow, { clock })
    expect(sent).toHaveLength(1)
  })

  test('is not needed for an address that is none: the signer refuses it', async () => {
    const clock: SiteClocks = {}
    await heal(GET, clock, refusal(at(SKEW)), OK)
    await expect(heal({ method: 'GET', url: '/relative' }, clock, OK)).rejects.toMatchObject({ kind: 'invalid-url' })
  })
})

describe('the text of a refusal', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  test('is waited for a second, and whoever reads is told to stop', async () => {
    vi.useFakeTimers()
    const stopped = vi.fn<() => void>()
    const { promise, resolve } = deferred()
    const endless = (_: Answer, signal: AbortSignal): Promise<string> => {
      signal.addEventListener('abort', stopped)
      resolve()
      return new Promise(() => {})
    }
    const { sent, send } = service(refusal(undefined), OK)
    const sending = sendSigned(GET, renewingSigner().signer, send, { errorText: endless })
    await promise
    await vi.advanceTimersByTimeAsync(999)
    expect(stopped).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(stopped).toHaveBeenCalledOnce()
    expect(await sending).toBe(OK)
    expect(sent).toHaveLength(2)
  }, 10_000)

  test('is given up with the call, and whoever reads is told to stop', async () => {
    const reason = new Error('enough')
    const controller = new AbortController()
    const { promise, resolve } = deferred()
    let reading: AbortSignal | undefined
    const endless = (_: Answer, signal: AbortSignal): Promise<string> => {
      reading = signal
      resolve()
      return new Promise(() => {})
    }
    const { send } = service(refusal(undefined))
    const { signal } = controller
    const sending = sendSigned(GET, renewingSigner().signer, send, { errorText: endless, signal })
    await promise
    controller.abort(reason)
    await expect(sending).rejects.toBe(reason)
    expect(reading?.aborted).toBe(true)
  })

  test('leaves no timer behind once it is read', async () => {
    vi.useFakeTimers()
    await sendSigned(GET, renewingSigner().signer, service(refusal(undefined), OK).send, { errorText })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('that throws at once is none', async () => {
    const failing = (): never => {
      throw new Error('no text')
    }
    const { send } = service(refusal(undefined), OK)
    expect(await sendSigned(GET, renewingSigner().signer, send, { errorText: failing })).toBe(OK)
  })

  test('is not read where there is a Date header', async () => {
    const read = vi.fn<() => Promise<string>>()
    await sendSigned(GET, renewingSigner().signer, service(refusal(NOW_TEXT), OK).send, { errorText: read })
    expect(read).not.toHaveBeenCalled()
  })

  test('is read off a fetch Response, which is let go when the request is sent again', async () => {
    const cancelled = vi.fn<() => void>()
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(skewSentence(at(SKEW)).padEnd(70_000)))
      },
      cancel: cancelled,
    })
    const answers = [new Response(stream, { status: 401 }), new Response('fine')]
    const dates: unknown[] = []
    const send = async ({ headers }: SignedRequest): Promise<Response> => {
      dates.push(headers['date'] ?? headers['x-date'])
      return answers.shift()!
    }
    const response = await sendSigned(GET, renewingSigner().signer, send, { now: () => NOW })
    expect(await response.text()).toBe('fine')
    expect(dates).toEqual([NOW_TEXT, at(SKEW)])
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalledOnce())
  })
})

test('a call leaves no listener on a signal that lives longer', async () => {
  const added = vi.spyOn(AbortSignal.prototype, 'addEventListener')
  const removed = vi.spyOn(AbortSignal.prototype, 'removeEventListener')
  const { signal } = new AbortController()
  const { send } = service(refusal(undefined), OK)
  await sendSigned({ ...GET, method: 'PUT', body: webStream() }, renewingSigner().signer, send, { signal, errorText })
  const onSignal = ({ mock }: typeof added | typeof removed): unknown[] =>
    mock.calls.filter((_, call) => mock.contexts[call] === signal).map(([, listener]) => listener)
  expect(onSignal(added).length).toBeGreaterThan(3)
  await vi.waitFor(() => expect(new Set(onSignal(removed))).toEqual(new Set(onSignal(added))))
})

describe('what is sent again', () => {
  test.each<[string, () => SignableRequest['body']]>([
    ['a one-shot web stream', webStream],
    ['a one-shot Readable', () => Readable.from([Buffer.from([0, 255, 128, 10, 13, 0xc3, 0x28, 0xe2])])],
    ['a factory', () => webStream],
    ['bytes', () => Uint8Array.from([0, 255, 128, 10, 13, 0xc3, 0x28, 0xe2])],
  ])('%s: the same bytes, under a new signature', async (_, make) => {
    const { signer } = renewingSigner()
    const bodies: Buffer[] = []
    const sent: SignedRequest[] = []
    const send = async (signed: SignedRequest): Promise<Answer> => {
      sent.push(signed)
      bodies.push(await bytesSent(signed))
      return sent.length === 1 ? refusal(NOW_TEXT) : OK
    }
    await sendSigned({ ...GET, method: 'PUT', body: make() }, signer, send)
    expect(bodies).toEqual([0, 1].map(() => Buffer.from([0, 255, 128, 10, 13, 0xc3, 0x28, 0xe2])))
    const [first, second] = sent.map(({ headers }) => ({ ...headers, authorization: 'of its own' }))
    expect(second).toEqual(first)
    expect(sent.map(({ keyId }) => keyId)).toEqual(['k0', 'k1'])
  })

  test('headers that can be iterated only once', async () => {
    const { sent, send } = service(refusal(NOW_TEXT), OK)
    await sendSigned({ ...GET, headers: new Map([['x-a', '1']]).entries() }, renewingSigner().signer, send)
    expect(sent.map(({ headers }) => headers['x-a'])).toEqual(['1', '1'])
  })
})

describe('failures', () => {
  const reason = new Error('no')

  test('of the signature, of the sending and of the second sending are passed on', async () => {
    const { signer } = renewingSigner()
    const failing: RequestSigner = { sign: () => Promise.reject(reason) }
    await expect(sendSigned(GET, failing, service(OK).send)).rejects.toBe(reason)
    await expect(sendSigned(GET, signer, () => Promise.reject(reason))).rejects.toBe(reason)
    const send = vi
      .fn(async (): Promise<Answer> => refusal(NOW_TEXT))
      .mockImplementationOnce(async () => refusal(NOW_TEXT))
      .mockRejectedValue(reason)
    await expect(sendSigned(GET, signer, send)).rejects.toBe(reason)
    expect(send).toHaveBeenCalledTimes(2)
  })

  test.each<[string, Partial<RequestSigner>]>([
    ['the refresh', { refresh: () => Promise.reject(reason) }],
    ['the second signature', { refresh: async () => {} }],
  ])('of %s are passed on, and the refusal is let go', async (_, parts) => {
    const { signer } = renewingSigner()
    let signatures = 0
    const flaky: RequestSigner = {
      sign: (...given) => (signatures++ === 0 ? signer.sign(...given) : Promise.reject(reason)),
      ...parts,
    }
    const answer = refusal(NOW_TEXT)
    const discard = vi.fn<(response: Answer) => void>()
    await expect(sendSigned(GET, flaky, service(answer).send, { discard })).rejects.toBe(reason)
    expect(discard.mock.calls).toEqual([[answer]])
  })
})

describe('abort', () => {
  const reason = new Error('enough')
  const never = new Promise<never>(() => {})

  test('before anything sends nothing', async () => {
    const { sent, send } = service(OK)
    await expect(sendSigned(GET, renewingSigner().signer, send, { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    )
    expect(sent).toHaveLength(0)
  })

  test.each<
    [string, (reached: () => void) => { signer?: RequestSigner; answer: Answer; options?: SendSignedOptions<Answer> }]
  >([
    [
      'while the text of a refusal is read',
      (reached) => ({ answer: refusal(undefined), options: { errorText: () => (reached(), never) } }),
    ],
    [
      'while a signer that knows no signal refreshes',
      (reached) => ({
        answer: refusal(NOW_TEXT),
        signer: { sign: renewingSigner().signer.sign, refresh: () => (reached(), never) },
      }),
    ],
    [
      'while the credential is renewed',
      (reached) => {
        let asked = 0
        return {
          answer: refusal(NOW_TEXT),
          signer: createSigner(() => (++asked === 1 ? Promise.resolve(credential()) : (reached(), never))),
          options: { clockSkew: false },
        }
      },
    ],
    [
      'while the second signature is made',
      (reached) => {
        let signatures = 0
        const slow = credential()
        const signer = createSigner(async () =>
          credential({ key: { sign: (data) => (++signatures === 1 ? slow.key.sign(data) : (reached(), never)) } }),
        )
        return { answer: refusal(NOW_TEXT), signer, options: { clockSkew: false } }
      },
    ],
  ])('%s leaves at once', async (_, arrange) => {
    const { promise, resolve } = deferred()
    const { signer = renewingSigner().signer, answer, options } = arrange(resolve)
    const controller = new AbortController()
    const { sent, send } = service(answer)
    const sending = sendSigned(GET, signer, send, { ...options, signal: controller.signal })
    await promise
    controller.abort(reason)
    await expect(sending).rejects.toBe(reason)
    expect(sent).toHaveLength(1)
  })
})
