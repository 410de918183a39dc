// The dialog that sets the emulator's clock.
import type { InspectorState } from '../../inspector-state.ts'
import { fill, h } from '../dom.ts'
import { tell } from '../live.ts'
import { dayAndTime, span } from '../time.ts'
import { makeDialog } from './dialog.ts'

type Clock = InspectorState['clock']

const STEPS: readonly (readonly [label: string, ms: number])[] = [
  ['− 10 min', -600_000],
  ['+ 1 min', 60_000],
  ['+ 5 min', 300_000],
  ['+ 1 h', 3_600_000],
  ['+ 1 day', 86_400_000],
]

/** The emulator's time, as far as the page knows it. */
export const emulatorTime = ({ frozenAt, offsetMs = 0 }: Clock): number => frozenAt ?? Date.now() + offsetMs

/** What differs from the machine's clock, in few words; `""` when nothing does. */
export function clockNote({ frozenAt, offsetMs = 0 }: Clock): string {
  if (frozenAt !== undefined) return 'frozen'
  return Math.abs(offsetMs) < 1000 ? '' : `${offsetMs > 0 ? '+' : '−'}${span(offsetMs)}`
}

export function clockDialog(): {
  element: HTMLElement
  open: () => void
  show: (clock: Clock) => void
  tick: () => void
} {
  const { element, body, open, attempt } = makeDialog('The emulator’s clock', 'clock-dialog')
  let clock: Clock = { frozenAt: undefined, offsetMs: 0 }
  const act = (action: string, ms?: number): void =>
    attempt(tell('clock', { action, ...(ms === undefined ? {} : { ms }) }))
  const reading = h('p', { class: 'reading' })
  const freeze = h('button', { type: 'button', click: () => act(clock.frozenAt === undefined ? 'freeze' : 'resume') })
  const input = h('input', { type: 'datetime-local', step: 1, id: 'clock-time', required: true })
  const set = (event: Event): void => {
    event.preventDefault()
    act('set', Date.parse(`${input.value}Z`))
  }
  fill(
    body,
    h(
      'p',
      { class: 'note' },
      'By it the emulator judges dates and tokens. Only the emulator’s time moves, not the machine’s.',
    ),
    reading,
    h(
      'div',
      { class: 'buttons' },
      ...STEPS.map(([label, ms]) => h('button', { type: 'button', click: () => act('advance', ms) }, label)),
    ),
    h(
      'div',
      { class: 'buttons' },
      freeze,
      h('button', { type: 'button', click: () => act('offset', 0) }, 'As the machine’s'),
    ),
    h(
      'form',
      { submit: set },
      h('label', { for: 'clock-time' }, 'Set to (UTC)'),
      h('div', { class: 'buttons' }, input, h('button', { type: 'submit' }, 'Set')),
    ),
  )
  const tick = (): void => {
    reading.textContent = `${dayAndTime(emulatorTime(clock))} UTC${clockNote(clock) === '' ? '' : ` · ${clockNote(clock)}`}`
    freeze.textContent = clock.frozenAt === undefined ? 'Freeze' : 'Let it run'
  }
  const show = (next: Clock): void => {
    clock = next
    tick()
  }
  return {
    element,
    show,
    tick,
    open: () => {
      input.value = new Date(emulatorTime(clock)).toISOString().slice(0, 19)
      open()
    },
  }
}
