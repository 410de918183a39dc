import { describe, expect, it } from 'vitest'
import { AbsentError } from '../suite/host.ts'
import type { Case, Context } from '../suite/case.ts'
import { failureOf, observe } from '../suite/observe.ts'
import { whatIsIn } from './install/layout.ts'

const observed = async (work: Case['observe']): Promise<unknown> =>
  (await observe({ group: 'g', name: 'n', expected: 1, observe: work }, {} as Context)).observed

describe('an observation', () => {
  it.each<[unknown, Case['observe']]>([
    [1, () => 1],
    [{ a: [1] }, async () => ({ a: [1], b: undefined })],
    [null, () => undefined],
    [
      { code: 'ERR_A' },
      () => {
        throw Object.assign(new Error('x'), { code: 'ERR_A' })
      },
    ],
    [{ code: 'ERR_A', reason: 'b' }, () => Promise.reject(Object.assign(new Error(), { code: 'ERR_A', reason: 'b' }))],
  ])('is %j', async (expected, work) => {
    expect(await observed(work)).toEqual(expected)
  })
})

describe('failureOf', () => {
  it('says what a runtime lacks', () => {
    expect(failureOf(new AbsentError('node:fs'))).toBe('absent: node:fs')
  })

  it('has the words of an error without a code of ours', () => {
    expect(failureOf(new TypeError('x'))).toEqual({ error: 'TypeError', message: 'x' })
    expect(failureOf(Object.assign(new Error('x'), { code: 'ENOENT' }))).toEqual({ error: 'Error', message: 'x' })
  })

  it('has the command that is to help', () => {
    const message = 'No. Convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in key.pem -out converted.pem'
    expect(failureOf(Object.assign(new Error(message), { code: 'ERR_A' }))).toEqual({
      code: 'ERR_A',
      remedy: 'openssl pkcs8 -topk8 -v2 aes-256-cbc -in key.pem -out converted.pem',
    })
  })
})

it('a bundle has files of our packages, and imports that it leaves to the runtime', () => {
  const file = (path: string) => ({ path, kind: 'dynamic-import' as const, external: true })
  const output = { bytes: 1, inputs: {}, exports: [] }
  const metafile = {
    inputs: {
      'node_modules/@x/signer/dist/index.js': { bytes: 1, imports: [] },
      'conformance/suite.js': { bytes: 1, imports: [] },
    },
    outputs: {
      a: { ...output, imports: [file('node:os'), { path: 'b.js', kind: 'import-statement' as const }] },
      b: { ...output, imports: [file('node:os'), file('node:fs')] },
    },
  }
  expect(whatIsIn(metafile)).toEqual({
    bundled: ['@x/signer/dist/index.js'],
    external: ['node:fs', 'node:os'],
  })
})
