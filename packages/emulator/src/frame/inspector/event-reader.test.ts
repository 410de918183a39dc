import { expect, test } from 'vitest'
import { Recorder } from '../records/recorder.ts'
import { UNSIGNED_ACCEPTED } from '../service/examined.ts'
import { EventReader } from './event-reader.ts'
import type { InspectorState } from './inspector-state.ts'

const STATE: InspectorState = {
  run: 'a1',
  since: 1,
  limit: 200,
  clock: { frozenAt: 0, offsetMs: undefined },
  faults: [],
}

function record(recorder: Recorder, from: number, to: number): void {
  for (let n = from; n <= to; n++) {
    recorder.add({ method: 'GET', target: `/${n}`, headers: new Map(), body: new Uint8Array() }, UNSIGNED_ACCEPTED, {
      arrival: { at: 0, realAt: 0, resets: recorder.resets, elapsedMs: () => 0 },
      status: 200,
      requestId: 'r',
      fault: undefined,
    })
  }
}

/** A reader whose connection takes everything, until it is told to be full. */
function readerOf(recorder: Recorder, lastEventId?: string) {
  const sink = { written: [] as string[], isFull: false, isAborted: false, drain: () => {} }
  const reader = new EventReader(
    {
      write: (text) => {
        sink.written.push(text)
        return !sink.isFull
      },
      onDrain: (listener) => {
        sink.drain = listener
      },
      abort: () => {
        sink.isAborted = true
      },
    },
    { run: 'a1', recorder, state: () => STATE },
    lastEventId,
  )
  return { reader, sink }
}

const numbers = (text = ''): number[] =>
  (JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '[]') as { number: number }[]).map(({ number }) => number)

test('many records go out in batches, each with the number of its last one', () => {
  const recorder = new Recorder(200)
  record(recorder, 1, 120)
  const { reader, sink } = readerOf(recorder)
  reader.begin()
  const batches = sink.written.filter((text) => text.startsWith('id: '))
  expect(batches.map((text) => text.split('\n')[0])).toEqual(['id: a1-50', 'id: a1-100', 'id: a1-120'])
  expect(batches.flatMap(numbers)).toEqual(Array.from({ length: 120 }, (_, index) => index + 1))
})

test('a reader that is behind is told nothing until it has caught up, and then what is still kept', () => {
  const recorder = new Recorder(2)
  const { reader, sink } = readerOf(recorder)
  reader.begin()
  sink.isFull = true
  record(recorder, 1, 1)
  reader.tellRecords()
  const before = sink.written.length
  record(recorder, 2, 9)
  reader.tellRecords()
  reader.tellState()
  reader.look()
  expect(sink.written).toHaveLength(before)
  sink.isFull = false
  sink.drain()
  expect(sink.written.slice(before).flatMap(numbers)).toEqual([8, 9])
  expect(sink.written.at(-1)).toMatch(/^id: a1-9\n/)
})

test('a reader that takes nothing for a minute is given up, one that catches up is not', () => {
  const { reader, sink } = readerOf(new Recorder(2))
  sink.isFull = true
  reader.begin()
  for (let second = 0; second < 59; second++) reader.look()
  expect(sink.isAborted).toBe(false)
  sink.isFull = false
  sink.drain()
  reader.look()
  sink.isFull = true
  for (let second = 0; second < 59; second++) reader.look()
  expect(sink.isAborted).toBe(false)
})

test('a reader that never takes anything is given up after a minute', () => {
  const { reader, sink } = readerOf(new Recorder(2))
  sink.isFull = true
  reader.begin()
  for (let second = 0; second < 60; second++) reader.look()
  expect(sink.isAborted).toBe(true)
})

test('a sign of life every quarter of a minute; the state only when it changes', () => {
  const { reader, sink } = readerOf(new Recorder(2))
  reader.begin()
  const before = sink.written.length
  for (let second = 0; second < 30; second++) reader.look()
  expect(sink.written.slice(before)).toEqual([': still here\n\n', ': still here\n\n'])
})

test('records after forgotten ones go on behind the last number', () => {
  const recorder = new Recorder(200)
  record(recorder, 1, 3)
  const { reader, sink } = readerOf(recorder)
  reader.begin()
  recorder.reset()
  record(recorder, 4, 5)
  reader.tellRecords()
  expect(numbers(sink.written.at(-1))).toEqual([4, 5])
})

test('line ends in a request end no line of the stream', () => {
  const recorder = new Recorder(200)
  record(recorder, 1, 1)
  const [first] = recorder.records
  Object.assign(first ?? {}, { explanation: 'a\n\nevent: state\rdata: {}\u2028' })
  const { reader, sink } = readerOf(recorder)
  reader.begin()
  expect(
    sink.written
      .at(-1)
      ?.trimEnd()
      .split(/[\n\r]/),
  ).toHaveLength(3)
})
