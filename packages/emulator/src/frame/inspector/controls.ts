// What the page can do: set the clock, add a fault, clear the faults. What is asked for is checked by the clock and the faults themselves.
import { EmulatorOptionError } from '../../errors.ts'
import type { EmulatorClock } from '../clock.ts'
import { ruleOfJson } from '../faults/rule-of-json.ts'
import { findUnknownName, isOptions } from '../../options/unknown-name.ts'
import type { InspectorGround } from './ground.ts'

type Asked = Readonly<Record<string, unknown>>

/** @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION for what cannot be done */
export type Control = (ground: InspectorGround, body: Uint8Array) => void

/** By path. */
export const CONTROLS: ReadonlyMap<string, Control> = new Map([
  ['/inspector/clock', ({ clock }, body) => setClock(clock, readAsked('clock', body))],
  ['/inspector/faults', ({ faults }, body) => setFaults(faults, readAsked('faults', body))],
])

const CLOCK_ACTIONS: Readonly<Record<string, (clock: EmulatorClock, ms: number) => void>> = {
  set: (clock, ms) => clock.set(ms),
  advance: (clock, ms) => clock.advance(ms),
  offset: (clock, ms) => clock.offset(ms),
  freeze: (clock) => clock.freeze(),
  resume: (clock) => clock.resume(),
}

function setClock(clock: EmulatorClock, asked: Asked): void {
  const { action, ms } = only('clock', asked, ['action', 'ms'])
  if (typeof action !== 'string' || !Object.hasOwn(CLOCK_ACTIONS, action)) throw unknownAction('clock', CLOCK_ACTIONS)
  CLOCK_ACTIONS[action]?.(clock, typeof ms === 'number' ? ms : Number.NaN)
}

type Faults = InspectorGround['faults']

const FAULT_ACTIONS: Readonly<Record<string, (faults: Faults, rule: unknown) => void>> = {
  add: (faults, rule) => faults.add(ruleOfJson(rule)),
  clear: (faults) => faults.clear(),
}

function setFaults(faults: Faults, asked: Asked): void {
  const { action, rule } = only('faults', asked, ['action', 'rule'])
  if (typeof action !== 'string' || !Object.hasOwn(FAULT_ACTIONS, action)) throw unknownAction('faults', FAULT_ACTIONS)
  FAULT_ACTIONS[action]?.(faults, rule)
}

function readAsked(option: string, body: Uint8Array): Asked {
  try {
    const asked: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    if (isOptions(asked)) return asked as Asked
  } catch {
    // Told below.
  }
  throw new EmulatorOptionError(option, 'The body is not a JSON object. Send one.')
}

function only<Name extends string>(
  option: string,
  asked: Asked,
  names: readonly Name[],
): Partial<Record<Name, unknown>> {
  const unknown = findUnknownName(asked, names)
  if (unknown === undefined) return asked as Partial<Record<Name, unknown>>
  throw new EmulatorOptionError(option, `The body has an unknown member "${unknown.name}". ${unknown.remedy}`)
}

const unknownAction = (option: string, actions: object): EmulatorOptionError =>
  new EmulatorOptionError(option, `"action" is none of ${Object.keys(actions).join(', ')}. Write one of these.`)
