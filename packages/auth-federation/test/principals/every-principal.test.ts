// What every principal does in every situation, over real HTTP: one table of both.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSignedFetch } from '@x/fetch'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PrincipalSigner } from '../../src/index.ts'
import { tokenOf } from '../instance.ts'
import type { Spoiled, Subject } from './subject.ts'
import { SUBJECTS } from './subjects.ts'

const HOUR = 3_600_000

describe.each(SUBJECTS)('$name', ({ start }) => {
  let subject: Subject
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'principal-'))
    subject = await start(folder)
  })
  afterAll(async () => {
    await subject.oci.close()
    await rm(folder, { recursive: true })
  })
  beforeEach(() => subject.reset())

  const regions = (): string => `${subject.oci.url}/20160918/regions`
  const tokenFrom = async (signer: PrincipalSigner): Promise<string> =>
    tokenOf(await signer.sign({ method: 'GET', url: regions() }))
  /** Whether the service takes what it signs now, without renewing. */
  const statusOf = async (signer: PrincipalSigner): Promise<number> =>
    (await createSignedFetch(signer, { refreshOn401: false })(regions())).status
  const renewed = (signer: PrincipalSigner): Promise<unknown> => new Promise((resolve) => signer.on('refresh', resolve))
  const failed = (signer: PrincipalSigner): Promise<unknown> =>
    new Promise((resolve) => signer.on('refreshFailed', resolve))

  test('is accepted at its first use, and asks once for all callers', async () => {
    const signer = await subject.signer()
    expect(subject.asked()).toBe(0)
    const tokens = await Promise.all(Array.from({ length: 20 }, () => tokenFrom(signer)))
    expect(new Set(tokens).size).toBe(1)
    expect(await statusOf(signer)).toBe(200)
    expect(subject.asked()).toBe(1)
    const { principal, tenancy, expiresAt, lastError } = await signer.whoami()
    expect({ principal, tenancy, lastError }).toEqual({
      principal: subject.principal,
      tenancy: subject.oci.tenancy,
      lastError: undefined,
    })
    expect(expiresAt).toBe(subject.oci.clock.now() + subject.lifetimeMs)
  })

  test('renews ahead without a wait: the call that starts it gets the old token, and later ones the new', async () => {
    const signer = await subject.signer()
    const first = await tokenFrom(signer)
    await subject.later(subject.lifetimeMs * 0.9)
    const renewal = renewed(signer)
    expect(await tokenFrom(signer)).toBe(first)
    await renewal
    expect(await tokenFrom(signer)).not.toBe(first)
    expect(await statusOf(signer)).toBe(200)
    expect(subject.asked()).toBe(2)
  })

  test('a token that was refused is renewed once for all who were refused', async () => {
    const signer = await subject.signer()
    const refused = await tokenFrom(signer)
    subject.oci.revoke(refused)
    await subject.later(0)
    const signedFetch = createSignedFetch(signer)
    const responses = await Promise.all(Array.from({ length: 20 }, () => signedFetch(regions())))
    expect(responses.filter(({ status }) => status !== 200)).toEqual([])
    expect(await tokenFrom(signer)).not.toBe(refused)
    expect(subject.asked()).toBe(2)
  })

  test('an outage while the token is valid is told to listeners and to no caller', async () => {
    const signer = await subject.signer()
    const first = await tokenFrom(signer)
    await subject.later(subject.lifetimeMs * 0.9)
    await subject.spoil('outage')
    const failure = failed(signer)
    expect(await tokenFrom(signer)).toBe(first)
    expect(await failure).toMatchObject({ usable: true, error: subject.reasonOf('outage') })
    expect(await statusOf(signer)).toBe(200)
    expect(signer.status().lastError).toMatchObject(subject.reasonOf('outage'))
  })

  test('an outage past the end of the token is told to callers, until it is over', async () => {
    const signer = await subject.signer()
    await signer.ready()
    await subject.later(subject.lifetimeMs + 1000)
    await subject.spoil('outage')
    expect(await rejectionOf(tokenFrom(signer))).toMatchObject(subject.reasonOf('outage'))
    await subject.mend()
    await subject.later(5_000)
    expect(await statusOf(signer)).toBe(200)
  })

  test('whatever else a service answers, it is told as what it is, and the old pair still signs', async () => {
    const signer = await subject.signer()
    const first = await tokenFrom(signer)
    for (const how of subject.answersBadly) {
      await subject.spoil(how)
      expect(await rejectionOf(signer.refresh()), how).toMatchObject(subject.reasonOf(how))
      await subject.mend()
      expect(await tokenFrom(signer)).toBe(first)
      expect(await statusOf(signer)).toBe(200)
      // After a failure the source is left alone for some seconds.
      subject.oci.clock.advance(6_000)
    }
  })

  test.each<Spoiled>(['outage', 'wrong-key', 'malformed'])(
    'after an answer of the kind %s the old pair still signs',
    async (how) => {
      const signer = await subject.signer()
      const first = await tokenFrom(signer)
      await subject.spoil(how)
      expect(await rejectionOf(signer.refresh())).toMatchObject(subject.reasonOf(how))
      expect(await tokenFrom(signer)).toBe(first)
      expect(await statusOf(signer)).toBe(200)
    },
  )

  test.each<Spoiled>(['outage', 'wrong-key', 'malformed'])(
    'an answer of the kind %s at the first use is told as what it is',
    async (how) => {
      await subject.spoil(how)
      const signer = await subject.signer()
      expect(await rejectionOf(signer.ready())).toMatchObject(subject.reasonOf(how))
      expect(signer.status().lastError).toMatchObject(subject.reasonOf(how))
    },
  )

  test('a caller who does not want to wait for a slow answer leaves, and the others do not', async () => {
    const signer = await subject.signer()
    const leaving = new AbortController()
    const reason = new Error('no time')
    const left = signer.ready({ signal: leaving.signal })
    const waiting = signer.ready()
    leaving.abort(reason)
    expect(await rejectionOf(left)).toBe(reason)
    await waiting
    expect(subject.asked()).toBe(1)
  })

  test('an answer that never comes is given up, and asked for again', async () => {
    await subject.spoil('hung')
    const signer = await subject.signer({ renewalTimeoutMs: 100 })
    expect(await rejectionOf(signer.ready())).toMatchObject(subject.reasonOf('hung'))
    await subject.mend()
    await subject.later(5_000)
    const patient = await subject.signer()
    expect(await statusOf(patient)).toBe(200)
  })

  test('closing ends a renewal under way, and everything after it', async () => {
    await subject.spoil('hung')
    const signer = await subject.signer()
    const waiting = signer.ready()
    await signer.close()
    expect(await rejectionOf(waiting)).toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
    expect(await rejectionOf(signer.ready())).toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
  })

  test.each([
    ['ahead', HOUR],
    ['behind', -HOUR],
  ])('a clock that is an hour %s is found out and corrected', async (_, offsetMs) => {
    const signer = await subject.signer({ now: () => subject.oci.clock.now() + offsetMs })
    const signed = async (): Promise<object> => {
      const first = await createSignedFetch(signer)(regions())
      return { first: first.status, next: await statusOf(signer) }
    }
    const expected = (offsetMs > 0 && subject.whenAhead) || { first: 200, next: 200 }
    expect(await signed().catch((error: unknown) => error)).toMatchObject(expected)
  })
})
