import { describe, expect, it } from 'vitest'
import { placesOf } from './documents.ts'
import { markdownTable, readPlace, writePlace } from './markdown.ts'
import { judge } from '../judge.ts'
import { merge, outdated, recordOf, type RunRecord } from './record.ts'
import { RUNTIMES, type Runtime } from '../runtimes.ts'

const runtime = (id: string): Runtime => {
  const found = RUNTIMES.find((one) => one.id === id)
  if (!found) throw new Error(`no runtime ${id}`)
  return found
}
const why = 'no such thing: not here'
const difference = { where: 'web', cases: /^keys: scrypt$/, expected: { reason: 'unsupported' }, why } as const
const key = (name: string, observed: unknown) =>
  ({ group: 'keys', name, expected: 'signs', observed: observed as string }) as const

/** The record of a run with these observations. */
function record(id: string, ...observations: Parameters<typeof judge>[0]): RunRecord {
  const judged = judge(observations, runtime(id), [difference])
  return recordOf(runtime(id), { version: '1.2', date: '2026-11-21', judged })
}
const scrypt = key('scrypt', { reason: 'unsupported' })
const node20 = record('node20', key('PEM', 'signs'), key('scrypt', 'signs'))
const node22 = { ...node20, label: 'Node 22' }
const chromium = record('chromium', key('PEM', 'signs'), scrypt, { ...key('wrong', ['ERR']), expected: ['ERR'] })

describe('the record of a run', () => {
  it('counts by group and by reason, and says which keys open', () => {
    expect(chromium).toEqual({
      label: 'Chromium',
      loads: 'bundle',
      version: '1.2',
      date: '2026-11-21',
      groups: { keys: { same: 2, differs: 1 } },
      differences: { [`keys: ${why}`]: 1 },
      keys: { PEM: 'yes', scrypt: '`unsupported`' },
    })
  })

  it.each([
    [{ code: 'ERR_A' }, '`ERR_A`'],
    ['absent: node:crypto', '–'],
    ['AAAA', 'AAAA'],
  ])('has for the key that yields %j the cell %s', (observed, cell) => {
    expect(record('node20', key('x', observed)).keys).toEqual({ x: cell })
  })

  it('stays as it was for a runtime that did not run, in the order of the runtimes', () => {
    const merged = merge({ chromium, node20, gone: node20 }, { node20: node22 }, RUNTIMES)
    expect(Object.entries(merged)).toEqual([
      ['node20', node22],
      ['chromium', chromium],
    ])
  })

  it('is outdated by other results, not by another version or day', () => {
    expect(outdated({ node20 }, { node20: { ...node20, version: '2', date: '2027-01-01' } })).toEqual([])
    expect(outdated({ node20 }, { node20: { ...node20, groups: {} }, chromium })).toEqual(['node20', 'chromium'])
    expect(outdated({ node20, chromium }, {})).toEqual([])
  })
})

describe('the documents', () => {
  const places = placesOf({ node20, 'node20-cjs': { ...node20, loads: 'CommonJS' }, node22, chromium })
  const textOf = (name: string): readonly string[] => places.find((place) => place.name === name)!.text.split('\n')

  it('show every run', () => {
    expect(textOf('runtimes').slice(2)).toEqual([
      '| Node 20  | 1.2     | ESM         | 2     | 0                  | 2026-11-21 |',
      '| Node 20  | 1.2     | CommonJS    | 2     | 0                  | 2026-11-21 |',
      '| Node 22  | 1.2     | ESM         | 2     | 0                  | 2026-11-21 |',
      '| Chromium | 1.2     | bundle      | 3     | 1                  | 2026-11-21 |',
    ])
  })

  it('give one column to runtimes that open the same keys', () => {
    expect(textOf('key forms')).toEqual([
      '| form   | Node 20, 22 | Chromium      |',
      '| ------ | ----------- | ------------- |',
      '| PEM    | yes         | yes           |',
      '| scrypt | yes         | `unsupported` |',
    ])
  })

  it('show what differs, where and why', () => {
    expect(textOf('groups').at(-1)).toBe('| Chromium, bundle  | 2 + 1 |')
    expect(textOf('differences').slice(2)).toEqual(['| Chromium | keys  | 1     | no such thing: not here |'])
  })
})

describe('a marked place', () => {
  const empty = 'a\n\n<!-- x: written by npm run matrix -->\n<!-- end of x -->\n\nb\n'

  it('is written, read and written again', () => {
    const once = writePlace(empty, 'x', 'one')
    expect(once).toBe('a\n\n<!-- x: written by npm run matrix -->\n\none\n\n<!-- end of x -->\n\nb\n')
    expect(readPlace(once, 'x')).toBe('one')
    expect(writePlace(writePlace(once, 'x', 'two'), 'x', 'one')).toBe(once)
  })

  it.each(['', '<!-- end of x -->\n<!-- x: written by npm run matrix -->'])('must be there: %j', (document) => {
    expect(() => readPlace(document, 'x')).toThrow('are missing')
  })

  it('holds a table as the formatter lays it out', () => {
    expect(markdownTable(['a', 'long'], [['1', '2'], ['12345']])).toBe(
      ['| a     | long |', '| ----- | ---- |', '| 1     | 2    |', '| 12345 |      |'].join('\n'),
    )
  })
})
