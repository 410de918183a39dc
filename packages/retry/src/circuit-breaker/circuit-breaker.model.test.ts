// The breaker against a model that keeps every call in a list: any sequence of calls, endings, aborts and pauses.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { serviceError } from '../../test/support.ts'
import { CircuitBreaker } from './circuit-breaker.ts'
import { isCircuitOpenError } from './circuit-open-error.ts'

const MINIMUM = 4
const RATIO = 0.5
const WINDOW_MS = 120_000
const OPEN_MS = 30_000
const START = Date.UTC(2026, 0, 1)

type Ending = 'success' | 'failure' | 'mistake' | 'ignored'

interface ModelCall {
  readonly phase: number
  readonly probe: boolean
  aborted: boolean
}

/** What the breaker has to be, in the plainest words. */
interface Model {
  time: number
  state: 'closed' | 'open' | 'half-open'
  openedAt: number
  /** Every call that counted since the circuit was last closed. */
  counted: { readonly second: number; readonly failed: boolean }[]
  /** Grows with each change of state. */
  phase: number
  /** The call that tries the service, and until when it keeps the others out. */
  probe: ModelCall | undefined
  leaseEndsAt: number
  readonly running: ModelCall[]
}

interface RealCall {
  readonly made: boolean
  readonly refused: Promise<boolean>
  readonly end: (how: Ending) => void
  readonly controller: AbortController
}

interface Real {
  readonly breaker: CircuitBreaker
  readonly running: RealCall[]
}

type Command = fc.AsyncCommand<Model, Real>

function become(model: Model, state: Model['state']): void {
  model.state = state
  model.phase += 1
  model.probe = undefined
  if (state === 'open') model.openedAt = model.time
  if (state === 'closed') model.counted = []
}

const isDue = (model: Model): boolean => model.state === 'open' && model.time >= model.openedAt + OPEN_MS

function modelEnter(model: Model): ModelCall | undefined {
  if (isDue(model)) become(model, 'half-open')
  const taken = model.probe !== undefined && model.time < model.leaseEndsAt
  if (model.state === 'open' || (model.state === 'half-open' && taken)) return undefined
  const call = { phase: model.phase, probe: model.state === 'half-open', aborted: false }
  if (call.probe) {
    model.probe = call
    model.leaseEndsAt = model.time + OPEN_MS
  }
  return call
}

function modelEnd(model: Model, call: ModelCall, how: Ending): void {
  if (call.phase !== model.phase) return
  // A probe that was aborted has given its place back; another call that was aborted counts only if it succeeds.
  if (call.aborted && (call.probe || how !== 'success')) return
  if (model.probe === call) model.probe = undefined
  if (how === 'ignored') return
  const failed = how === 'failure'
  if (call.probe) return become(model, failed ? 'open' : 'closed')
  const second = Math.floor(model.time / 1000)
  model.counted.push({ second, failed })
  const recent = model.counted.filter((one) => one.second > second - WINDOW_MS / 1000)
  const ratio = recent.filter((one) => one.failed).length / recent.length
  if (failed && recent.length >= MINIMUM && ratio >= RATIO) become(model, 'open')
}

const ERRORS: Readonly<Record<Exclude<Ending, 'success'>, unknown>> = {
  failure: serviceError(503),
  mistake: serviceError(404),
  ignored: Object.assign(new Error('x'), { code: 'ERR_INVALID_PRIVATE_KEY' }),
}

function realEnter(breaker: CircuitBreaker): RealCall {
  const controller = new AbortController()
  let made = false
  let end: (how: Ending) => void = () => {}
  const operation = (): Promise<void> =>
    new Promise((resolve, reject) => {
      made = true
      end = (how) => (how === 'success' ? resolve() : reject(ERRORS[how]))
    })
  const refused = breaker.execute(operation, { signal: controller.signal }).then(() => false, isCircuitOpenError)
  return { made, refused, end: (how) => end(how), controller }
}

function agree(model: Model, { breaker }: Real): void {
  const expected = isDue(model) ? 'half-open' : model.state
  if (breaker.state !== expected) throw new Error(`the breaker is ${breaker.state}, the model ${expected}`)
  const retryAt = model.state === 'closed' ? undefined : model.openedAt + OPEN_MS
  if (breaker.retryAt !== retryAt) throw new Error(`retryAt is ${breaker.retryAt}, in the model ${retryAt}`)
}

class Start implements Command {
  check = (): boolean => true
  async run(model: Model, real: Real): Promise<void> {
    const expected = modelEnter(model)
    const call = realEnter(real.breaker)
    if (call.made !== (expected !== undefined)) {
      throw new Error(`the call was ${call.made ? 'made' : 'refused'} although the model says otherwise`)
    }
    if (expected === undefined) {
      if (!(await call.refused)) throw new Error('the call was not refused as one by an open circuit')
    } else {
      model.running.push(expected)
      real.running.push(call)
    }
    agree(model, real)
  }
  toString = (): string => 'start'
}

class End implements Command {
  readonly #index: number
  readonly #how: Ending
  constructor(index: number, how: Ending) {
    this.#index = index
    this.#how = how
  }
  check = (model: Model): boolean => model.running.length > 0
  async run(model: Model, real: Real): Promise<void> {
    const index = this.#index % model.running.length
    const [expected] = model.running.splice(index, 1)
    const [call] = real.running.splice(index, 1)
    modelEnd(model, expected!, this.#how)
    call!.end(this.#how)
    if (await call!.refused) throw new Error('the call was refused although the model made it')
    agree(model, real)
  }
  toString = (): string => `end(${this.#index}, ${this.#how})`
}

class Abort implements Command {
  readonly #index: number
  constructor(index: number) {
    this.#index = index
  }
  check = (model: Model): boolean => model.running.length > 0
  async run(model: Model, real: Real): Promise<void> {
    const index = this.#index % model.running.length
    const expected = model.running[index]!
    if (expected.probe) modelEnd(model, expected, 'ignored')
    expected.aborted = true
    real.running[index]!.controller.abort()
    agree(model, real)
  }
  toString = (): string => `abort(${this.#index})`
}

class Pass implements Command {
  readonly #ms: number
  constructor(ms: number) {
    this.#ms = ms
  }
  check = (): boolean => true
  async run(model: Model, real: Real): Promise<void> {
    model.time += this.#ms
    agree(model, real)
  }
  toString = (): string => `pass(${this.#ms})`
}

const index = fc.nat({ max: 20 })
// Mostly failures, so that the interesting states are reached.
const ending = fc.constantFrom<Ending>('failure', 'failure', 'failure', 'success', 'mistake', 'ignored')
const commands = [
  fc.constant(new Start()),
  fc.constant(new Start()),
  fc.tuple(index, ending).map(([at, how]) => new End(at, how)),
  fc.tuple(index, ending).map(([at, how]) => new End(at, how)),
  index.map((at) => new Abort(at)),
  fc.constantFrom(1, 999, 1000, 14_999, 29_999, 30_000, 119_999, 120_000).map((ms) => new Pass(ms)),
]

test('any sequence of calls leaves the breaker as the model says', async () => {
  const setUp = (): { model: Model; real: Real } => {
    const model: Model = {
      time: START,
      state: 'closed',
      openedAt: 0,
      counted: [],
      phase: 0,
      probe: undefined,
      leaseEndsAt: 0,
      running: [],
    }
    const options = { minimumCalls: MINIMUM, failureRatio: RATIO, windowMs: WINDOW_MS, openMs: OPEN_MS }
    return { model, real: { breaker: new CircuitBreaker({ ...options, now: () => model.time }), running: [] } }
  }
  const sequences = fc.commands(commands, { maxCommands: 120, size: 'max' })
  const property = fc.asyncProperty(sequences, (sequence) => fc.asyncModelRun(setUp, sequence))
  await expect(fc.assert(property, { numRuns: fuzzRuns(300) })).resolves.toBeUndefined()
}, 20_000)
