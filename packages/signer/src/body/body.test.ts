import { createHash } from 'node:crypto'
import { createReadStream, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import * as fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { bodyKinds, webStream } from '../../test/support/bodies.ts'
import { deferred } from '../../test/support/deferred.ts'
import { bytesSent, isGenuine, signerOf, URL_TEXT } from '../../test/support/fixtures.ts'
import { outcomeOf } from '../../test/support/outcome.ts'
import { isWeb, numRuns } from '../../test/support/runtime.ts'
import type { RequestBody, SignableRequest, SignOptions } from '../request.ts'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64')

const put = (body: RequestBody | undefined, options?: SignOptions, more?: Partial<SignableRequest>) =>
  signerOf({ maxBufferBytes: 1000 }).sign({ method: 'PUT', url: URL_TEXT, body, ...more }, options)

describe('what is hashed is what is sent', () => {
  test.each(bodyKinds)('$name', async ({ make, bytes, contentType, reopened }) => {
    const signed = await put(make())
    expect(signed.headers).toMatchObject({
      'content-length': String(bytes.length),
      'content-type': contentType,
      'x-content-sha256': sha256(bytes),
    })
    expect(signed.replayable).toBe(true)
    expect(signed.duplex).toBe(reopened && !isWeb ? 'half' : undefined)
    expect(await bytesSent(signed)).toEqual(bytes)
    expect(isGenuine(signed)).toBe(true)
  })

  afterEach(() => {
    vi.unstubAllGlobals()
  })

  test.each(bodyKinds.filter(({ reopened }) => reopened))(
    "$name is sent as bytes on Deno, whose fetch drops a stream's length",
    async ({ make, bytes }) => {
      vi.stubGlobal('Deno', {})
      const signed = await put(make())
      expect(signed.body).toBeInstanceOf(Uint8Array)
      expect(signed.duplex).toBeUndefined()
      expect(await bytesSent(signed)).toEqual(bytes)
      const tooLong = new Uint8Array(1001)
      await expect(put(() => new Blob([tooLong]).stream())).rejects.toMatchObject({ code: 'ERR_BODY_TOO_LARGE' })
    },
  )

  test.each(bodyKinds)(
    '$name, left out of the signature, goes out as it is',
    async ({ make, bytes, contentType, oneShot }) => {
      const signed = await put(make(), { bodySigning: 'exclude' })
      expect(signed.headers['content-type']).toBe(contentType)
      expect(signed.headers).not.toHaveProperty('x-content-sha256')
      expect(signed.replayable).toBe(!oneShot)
      expect(await bytesSent(signed)).toEqual(bytes)
    },
  )

  test.each(bodyKinds)('$name, with a hash of the caller, is not read', async ({ make, bytes, oneShot }) => {
    const headers = { 'x-content-sha256': 'mine', 'content-length': String(bytes.length) }
    const signed = await put(make(), {}, { headers })
    expect(signed.headers).toMatchObject(headers)
    expect(signed.replayable).toBe(!oneShot)
    expect(await bytesSent(signed)).toEqual(bytes)
  })

  test('FormData is parsed back as it was', async () => {
    const form = new FormData()
    form.append('text', 'é')
    form.append('file', new File([Uint8Array.of(0, 255)], 'f.bin', { type: 'image/png' }))
    const signed = await put(form)
    const sent = await bytesSent(signed)
    expect(signed.headers['content-type']).toMatch(/^multipart\/form-data; ?boundary=/)
    expect(signed.headers).toMatchObject({ 'content-length': String(sent.length), 'x-content-sha256': sha256(sent) })
    const parsed = await new Response(Uint8Array.from(sent), {
      headers: { 'content-type': signed.headers['content-type']! },
    }).formData()
    expect(parsed.get('text')).toBe('é')
    expect(Buffer.from(await (parsed.get('file') as File).arrayBuffer())).toEqual(Buffer.from([0, 255]))
  })

  test('FormData that is left out of the signature is left to the transport, boundary and all', async () => {
    const form = new FormData()
    const signed = await put(form, { bodySigning: 'exclude' })
    expect(signed.body).toBe(form)
    expect(signed.replayable).toBe(true)
    expect(signed.headers).not.toHaveProperty('content-type')
  })

  test('any bytes, as one piece or in any pieces', async () => {
    const chunks = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(chunks, async (parts) => {
        const whole = Buffer.concat(parts)
        const signed = [await put(whole), await put(Readable.from(parts)), await put(() => new Blob(parts).stream())]
        for (const one of signed) {
          expect(one.headers).toMatchObject({
            'content-length': String(whole.length),
            'x-content-sha256': sha256(whole),
          })
          expect(await bytesSent(one)).toEqual(whole)
        }
      }),
      numRuns(60),
    )
  })

  test('any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const signed = await put(text)
        expect(signed.headers['x-content-sha256']).toBe(sha256(await bytesSent(signed)))
      }),
      numRuns(60),
    )
  })

  test('more bytes than are hashed at once', async () => {
    const bytes = Buffer.alloc(9 * 1024 * 1024 + 1, 'abcdefg')
    expect((await put(bytes)).headers['x-content-sha256']).toBe(sha256(bytes))
  })

  test('a file behind a factory', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'signer-')), 'file')
    writeFileSync(path, Buffer.alloc(900, 'xyz'))
    const signed = await put(() => createReadStream(path))
    expect(await bytesSent(signed)).toEqual(Buffer.alloc(900, 'xyz'))
  })
})

describe('bytes of the caller', () => {
  test('are passed on without a copy', async () => {
    const bytes = Uint8Array.of(1, 2, 3)
    const { body } = await put(bytes.subarray(1))
    expect(body).toEqual(Uint8Array.of(2, 3))
    expect((body as Uint8Array).buffer).toBe(bytes.buffer)
  })

  test('in shared memory are copied, since others may change them', async () => {
    const bytes = new Uint8Array(new SharedArrayBuffer(3)).fill(7)
    const signed = await put(bytes)
    bytes.fill(0)
    expect(await bytesSent(signed)).toEqual(Buffer.of(7, 7, 7))
  })
})

describe('a factory', () => {
  test('is called once to hash and once when the body is read', async () => {
    let calls = 0
    const signed = await put(() => {
      calls++
      return webStream()
    })
    expect(calls).toBe(1)
    await bytesSent(signed)
    expect(calls).toBe(isWeb ? 1 : 2)
  })

  test('that fails fails the signature with its own error', async () => {
    const reason = new Error('no such file')
    await expect(
      put(() => {
        throw reason
      }),
    ).rejects.toBe(reason)
  })

  test('that hands out the same stream again is found out', async () => {
    const stream = webStream()
    const answer = await outcomeOf(put(() => stream).then(bytesSent))
    const refusal = { name: 'SigningError', kind: 'unsupported-body' }
    expect(answer).toMatchObject(isWeb ? { length: 8 } : refusal) // buffered, once is enough
  })
})

describe('the buffering cap', () => {
  const big = (): Readable => Readable.from([Buffer.alloc(600), Buffer.alloc(401)])

  test('holds for a one-shot stream, and the error names the remedies', async () => {
    const error: unknown = await put(big()).catch((failure: unknown) => failure)
    expect(error).toMatchObject({ name: 'BodyTooLargeError', code: 'ERR_BODY_TOO_LARGE' })
    expect(String(error)).toMatch(/1000 bytes.*x-content-sha256.*bodySigning: 'exclude'/)
    const kinds = isWeb
      ? '(in a runtime that hashes streams, such as Node)'
      : '(a Blob, or a function that opens a stream)'
    expect(String(error)).toContain(kinds)
  })

  test('names what Deno can send twice', async () => {
    vi.stubGlobal('Deno', {})
    const error: unknown = await outcomeOf(put(big()))
    expect(String(error)).toContain(isWeb ? '(in a runtime that hashes streams, such as Node)' : '(a Blob)')
    vi.unstubAllGlobals()
  })

  test('is 100 MiB unless told otherwise', async () => {
    async function* long(): AsyncGenerator<Uint8Array> {
      const piece = new Uint8Array(8 * 1024 * 1024)
      for (let count = 0; count < 13; count++) yield piece
    }
    await expect(signerOf().sign({ method: 'PUT', url: URL_TEXT, body: long() })).rejects.toMatchObject({
      code: 'ERR_BODY_TOO_LARGE',
      message: expect.stringContaining('longer than the 104857600 bytes') as string,
    })
  })

  test('lets a stream of just that size through', async () => {
    expect((await put(Readable.from([Buffer.alloc(1000)]))).headers['content-length']).toBe('1000')
  })

  test.each<[string, () => RequestBody]>([
    ['a Blob', () => new Blob([Buffer.alloc(1001)])],
    ['a factory', () => big],
  ])('does not hold for %s, where streams can be hashed', async (_, make) => {
    const signed = { headers: { 'content-length': '1001' } }
    expect(await outcomeOf(put(make()))).toMatchObject(isWeb ? { code: 'ERR_BODY_TOO_LARGE' } : signed)
  })

  test('does not hold for a body that is left out', async () => {
    expect(await bytesSent(await put(big(), { bodySigning: 'exclude' }))).toHaveLength(1001)
  })

  test('stops the producer', async () => {
    const stopped = deferred()
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield new Uint8Array(600)
      } finally {
        stopped.resolve()
      }
    }
    await expect(put(endless())).rejects.toMatchObject({ code: 'ERR_BODY_TOO_LARGE' })
    await stopped.promise
  })
})

describe('refused as unsupported-body', () => {
  const read = webStream()
  const locked = webStream()
  const half = webStream()
  const readable = Readable.from(['a', 'b'])

  test.each<[string, () => unknown]>([
    ['a number', () => 5],
    ['a boolean', () => true],
    ['a symbol', () => Symbol('x')],
    ['an object', () => ({ a: 1 })],
    ['an array', () => ['a']],
    ['a promise', () => Promise.resolve('x')],
    ['a Response', () => new Response('x')],
    ['what calls itself FormData', () => ({ [Symbol.toStringTag]: 'FormData' })],
    ['bare shared memory', () => new SharedArrayBuffer(8)],
    ['a factory of factories', () => () => () => 'x'],
    ['a factory of undefined things', () => async () => 'x'],
    ['a stream of numbers', () => Readable.from([1, 2])],
    ['a stream of objects', () => Readable.from([{}])],
    [
      'a stream that was read to its end',
      async () => {
        await new Response(read).arrayBuffer()
        return read
      },
    ],
    [
      'a locked stream',
      () => {
        locked.getReader()
        return locked
      },
    ],
    [
      'a stream that was read in part',
      async () => {
        const reader = half.getReader()
        await reader.read()
        reader.releaseLock()
        return half
      },
    ],
    [
      'a Readable that was read in part',
      async () => {
        await readable[Symbol.asyncIterator]().next()
        return readable
      },
    ],
  ])('%s', async (name, make) => {
    const made = make()
    const body = (name === 'a promise' ? made : await made) as RequestBody
    await expect(put(body)).rejects.toMatchObject({
      name: 'SigningError',
      code: 'ERR_SIGNING',
      kind: 'unsupported-body',
    })
  })

  test('a bad chunk of an unsigned stream fails the sending, in words', async () => {
    const signed = await put(Readable.from([1]) as RequestBody, { bodySigning: 'exclude' })
    await expect(bytesSent(signed)).rejects.toMatchObject({ name: 'SigningError', kind: 'unsupported-body' })
  })

  test('a locked stream that is left out of the signature', async () => {
    const stream = webStream()
    stream.getReader()
    await expect(put(stream, { bodySigning: 'exclude' })).rejects.toMatchObject({ kind: 'unsupported-body' })
  })
})

describe('an abort while a stream hangs', () => {
  const reason = new Error('enough')

  test.each<[string, (asked: () => void, stopped: () => void) => RequestBody]>([
    [
      'leaves a web stream at once and cancels it',
      (asked, stopped) => new ReadableStream({ pull: () => (asked(), new Promise<void>(() => {})), cancel: stopped }),
    ],
    [
      'leaves a Node Readable at once and destroys it',
      (asked, stopped) => new Readable({ read: asked, destroy: (error, done) => (stopped(), done(error)) }),
    ],
    [
      'leaves an iterable at once and tells it to return',
      (asked, stopped) => ({
        [Symbol.asyncIterator]: () => ({
          next: () => (asked(), new Promise<IteratorResult<Uint8Array>>(() => {})),
          return: async () => (stopped(), { done: true as const, value: undefined }),
        }),
      }),
    ],
    [
      'leaves an iterable at once whose "destroy" is no function',
      (asked, stopped) => ({
        destroy: true,
        [Symbol.asyncIterator]: () => ({
          next: () => (asked(), new Promise<IteratorResult<Uint8Array>>(() => {})),
          return: async () => (stopped(), { done: true as const, value: undefined }),
        }),
      }),
    ],
  ])('%s', async (_, make) => {
    const asked = deferred()
    const stopped = deferred()
    const controller = new AbortController()
    const signing = put(make(asked.resolve, stopped.resolve), { signal: controller.signal })
    await asked.promise
    controller.abort(reason)
    await expect(signing).rejects.toBe(reason)
    await stopped.promise
  })

  test('leaves FormData at once', async () => {
    const form = new FormData()
    form.append('file', new Blob([Buffer.alloc(1_000_000)]))
    const controller = new AbortController()
    const signing = put(form, { signal: controller.signal })
    controller.abort(reason)
    await expect(signing).rejects.toBe(reason)
  })

  test('a producer that fails to stop is nobody else’s concern', async () => {
    const asked = deferred()
    const controller = new AbortController()
    const iterator = {
      next: () => (asked.resolve(), new Promise<IteratorResult<Uint8Array>>(() => {})),
      return: (): Promise<IteratorResult<Uint8Array>> => {
        throw new Error('cannot stop')
      },
    }
    const signing = put({ [Symbol.asyncIterator]: () => iterator }, { signal: controller.signal })
    await asked.promise
    controller.abort(reason)
    await expect(signing).rejects.toBe(reason)
  })
})

test('an error of the stream is the error of the signature', async () => {
  const reason = new Error('disk on fire')
  const failing = (): Readable =>
    new Readable({
      read() {
        this.destroy(reason)
      },
    })
  await expect(put(failing())).rejects.toBe(reason)
  await expect(put(failing)).rejects.toBe(reason)
})

test('an unsigned stream that is cancelled by the transport stops its producer', async () => {
  const stopped = deferred()
  const source = new Readable({ read() {}, destroy: (error, done) => (stopped.resolve(), done(error)) })
  const { body } = await put(source, { bodySigning: 'exclude' })
  const reader = (body as ReadableStream).getReader()
  const reading = reader.read()
  await reader.cancel()
  await stopped.promise
  await expect(reading).resolves.toMatchObject({ done: true })
})
