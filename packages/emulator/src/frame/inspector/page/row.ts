// One request in the list.
import type { RecordedRequest } from '../../records/recorder.ts'
import { h, icon } from './dom.ts'
import { principalName } from './principal-name.ts'
import { besides, dayAndTime, duration, hasTwoTimes, timeOfDay } from './time.ts'
import { statusText, VERDICT_WORDS } from './verdicts.ts'

/** Longer ones would only make the page slow; the detail has all of it. */
const LONGEST = 400

export function makeRow(record: RecordedRequest): HTMLElement {
  const { method, target, verdict, reason, number, caller, user } = record
  return h(
    'div',
    { role: 'option', id: `request-${number}`, class: `row ${verdict}`, 'data-number': number },
    h('span', { class: 'mark' }, icon(verdict)),
    h(
      'span',
      { class: 'request-line' },
      h('span', { class: 'method' }, method.slice(0, LONGEST)),
      h('span', { class: 'target' }, target.slice(0, LONGEST)),
    ),
    h(
      'span',
      { class: 'about-line' },
      times(record),
      h(
        'span',
        { class: 'why' },
        h('b', {}, VERDICT_WORDS[verdict]),
        reason !== undefined && h('span', {}, ` ${reason}`),
        record.letThrough && h('span', {}, ', let through'),
        record.forwarded && h('span', {}, ', forwarded'),
      ),
      h('span', { class: 'who', title: caller?.user ?? user }, principalName(record)),
    ),
    h('span', { class: 'status' }, statusText(record)),
    h('span', { class: 'took' }, duration(record.durationMs)),
  )
}

/** By the machine's clock; where the emulator's differs, by that as well. */
function times(record: RecordedRequest): HTMLElement {
  const { at, realAt } = record
  if (!hasTwoTimes(record)) return h('span', { class: 'when' }, ...clockTime(realAt))
  const title = `Machine: ${dayAndTime(realAt)}. Emulator: ${dayAndTime(at)}.`
  const other = h(
    'span',
    { class: 'emulated' },
    icon('clock'),
    h('span', { class: 'hidden' }, 'emulator’s clock '),
    besides(record),
  )
  return h('span', { class: 'when', title }, ...clockTime(realAt), other)
}

/** Narrow lists leave out the milliseconds. */
const clockTime = (ms: number): readonly HTMLElement[] => [
  h('span', {}, timeOfDay(ms).slice(0, 8), h('span', { class: 'fraction' }, timeOfDay(ms).slice(8))),
]
