// A small world for the decisions of a turn: three processes, one store, one service, and everything that can go wrong between them.
import { firstTurn, nextTurn, type Answer, type Turn } from '../../src/turn/turn.ts'

/** One process. */
export interface Actor {
  readonly turn: Turn
  readonly dead: boolean
  /** Whether it has waited as long as it may; its time only goes forward. */
  readonly late: boolean
  /** How many steps it took since then, while its caller waited; not counted beyond ten. */
  readonly stepsLate: number
  /** The entry that it compared with. */
  readonly compared: number | undefined
  /** The token that the service gave it. */
  readonly got: number | undefined
}

/** A token is a number: when it ends, and, in the last two digits, the how manieth it is that was issued. */
const tokenOf = (issued: number, until: number): number => until * 100 + issued
const untilOf = (token: number): number => Math.floor(token / 100)
const issuedOf = (token: number): number => token % 100

/** What a service gives: tokens of which a later one ends later, or also such as end with the one that is held. */
export type Service = 'later' | 'later or not'

/** All that there is at one moment. */
export interface World {
  readonly service: Service
  readonly actors: readonly Actor[]
  readonly entry: number | undefined
  /** The index of the holder. */
  readonly lease: number | undefined
  readonly issued: number
  /** What everybody holds at the beginning. */
  readonly held: number | undefined
}

/** A world that follows, and what was broken on the way to it. */
export interface Move {
  readonly to: World
  readonly broken?: string | undefined
}

export const beginning = (processes: number, until: number | undefined, service: Service = 'later'): World => ({
  service,
  actors: Array.from({ length: processes }, () =>
    plain({ turn: firstTurn(true), dead: false, late: false, stepsLate: 0, compared: undefined, got: undefined }),
  ),
  entry: until && tokenOf(1, until),
  lease: undefined,
  issued: until === undefined ? 0 : 1,
  held: until && tokenOf(1, until),
})

/** A clock that is right, and one that jumped beyond the end of every token: it counts where an entry is judged. */
const clocksFor = ({ kind }: Answer): readonly number[] => (kind === 'entry' ? [0, 1_000] : [0])

/** What a process decides by. */
type Decide = typeof nextTurn

/** Every world that can follow: one process does its step, dies or becomes late; the lease or the entry ends. */
export function movesFrom(world: World, decide: Decide = nextTurn): readonly Move[] {
  const ofActors = world.actors.flatMap((actor, index) =>
    actor.dead || actor.turn.step === 'end'
      ? []
      : [
          ...stepsOf(world, index, decide),
          { to: withActor(world, index, { dead: true }) },
          ...(actor.late ? [] : [{ to: withActor(world, index, { late: true }) }]),
        ],
  )
  const leaseEnds = world.lease === undefined ? [] : [{ to: { ...world, lease: undefined } }]
  const entryEnds = world.entry === undefined ? [] : [{ to: { ...world, entry: undefined } }]
  return [...ofActors, ...leaseEnds, ...entryEnds]
}

/** What a step does to the world, and what the process hears of it. */
interface Effect {
  readonly world: World
  readonly answer: Answer
  readonly compared?: number | undefined
  readonly got?: number | undefined
  readonly broken?: string | undefined
}

function stepsOf(world: World, index: number, decide: Decide): readonly Move[] {
  const done = effectOf(world, index)
  const { step } = actorAt(world, index).turn
  const short = step === 'ask' && world.service === 'later or not' ? [asked(world, 1)] : []
  const isOfStore = step !== 'pause' && step !== 'ask'
  const lost: readonly Effect[] = isOfStore
    ? [
        { ...done, answer: { kind: 'down' } }, // the answer was lost
        { world, answer: { kind: 'down' } }, // the question was
      ]
    : []
  const failed: readonly Effect[] = step === 'ask' ? [{ world, answer: { kind: 'failed' } }] : []
  return [done, ...short, ...lost, ...failed].flatMap((effect) =>
    clocksFor(effect.answer).map((nowMs) => taken(effect, { index, nowMs, decide })),
  )
}

interface Taking {
  readonly index: number
  readonly nowMs: number
  readonly decide: Decide
}

function taken(effect: Effect, { index, nowMs, decide }: Taking): Move {
  const actor = actorAt(effect.world, index)
  const { held } = effect.world
  const heldUntil = held && untilOf(held)
  const turn = decide(actor.turn, effect.answer, { handsOver: true, heldUntil, nowMs, isLate: actor.late })
  const isWaiting = turn.outcome === undefined
  const stepsLate = actor.late && isWaiting ? Math.min(10, actor.stepsLate + 1) : actor.stepsLate
  const to = withActor(effect.world, index, {
    turn,
    stepsLate,
    compared: effect.compared,
    got: effect.got ?? actor.got,
  })
  return { to, broken: effect.broken }
}

function effectOf(world: World, index: number): Effect {
  const { turn, compared, got } = actorAt(world, index)
  switch (turn.step) {
    case 'lock':
      return world.lease === undefined
        ? { world: { ...world, lease: index }, answer: { kind: 'done', done: true } }
        : { world, answer: { kind: 'done', done: false } }
    case 'unlock':
      return world.lease === index
        ? { world: { ...world, lease: undefined }, answer: { kind: 'done', done: true } }
        : { world, answer: { kind: 'done', done: false } }
    case 'ask':
      return asked(world, world.issued + 1)
    case 'pause':
      return { world, answer: { kind: 'paused' } }
    case 'write':
      return writing(world, compared, got)
    default:
      return { world, answer: entryIn(world), compared: world.entry }
  }
}

function entryIn({ entry, held }: World): Answer {
  return { kind: 'entry', until: entry && untilOf(entry), isHeld: entry !== undefined && entry === held }
}

function asked(world: World, until: number): Effect {
  const issued = world.issued + 1
  return { world: { ...world, issued }, answer: { kind: 'loaded', until }, got: tokenOf(issued, until) }
}

/** The store compares and writes in one step. */
function writing(world: World, compared: number | undefined, got = 0): Effect {
  if (world.entry !== compared) return { world, answer: { kind: 'done', done: false } }
  const { entry = 0 } = world
  const isOlder = issuedOf(entry) >= issuedOf(got) && untilOf(entry) >= untilOf(got)
  const broken = isOlder ? `token ${issuedOf(got)} replaced token ${issuedOf(entry)}` : undefined
  return { world: { ...world, entry: got }, answer: { kind: 'done', done: true }, broken }
}

function actorAt({ actors }: World, index: number): Actor {
  const actor = actors[index]
  if (!actor) throw new Error(`There is no process ${index}.`)
  return actor
}

const withActor = (world: World, index: number, changes: Partial<Actor>): World => ({
  ...world,
  actors: world.actors.map((actor, at) => (at === index ? plain({ ...actor, ...changes }) : actor)),
})

const GONE: Actor = {
  turn: { ...firstTurn(true), step: 'end' },
  dead: true,
  late: true,
  stepsLate: 0,
  compared: undefined,
  got: undefined,
}

/** Every process that was met, once each: its number is its name. */
const known = new Map<string, Actor>()
const numbers = new Map<Actor, number>()

function plain(actor: Actor): Actor {
  const simple = withoutDetails(actor)
  const { turn, late, stepsLate, compared, got } = simple
  const name = [
    got,
    turn.step,
    turn.writesLeft,
    turn.gotUntil,
    turn.lease,
    turn.outcome,
    late,
    stepsLate,
    compared,
  ].join()
  const same = known.get(name) ?? simple
  known.set(name, same)
  if (!numbers.has(same)) numbers.set(same, numbers.size)
  return same
}

/** Without what decides on nothing, so that states that are alike are one. */
function withoutDetails(actor: Actor): Actor {
  const { turn, dead, late, stepsLate, compared, got } = actor
  if (dead || turn.step === 'end') return GONE
  const { step, writesLeft, gotUntil } = turn
  const isWaiting = turn.outcome === undefined
  return {
    turn: {
      step,
      writesLeft,
      gotUntil: step === 'compare' || step === 'write' ? gotUntil : undefined,
      lease: turn.lease === 'no' ? 'no' : 'yes',
      outcome: isWaiting ? undefined : 'asked',
      pauses: 0,
      alone: false,
    },
    dead,
    late: late || !isWaiting,
    stepsLate: isWaiting ? stepsLate : 0,
    compared: step === 'write' ? compared : undefined,
    got: step === 'compare' || step === 'write' ? got : undefined,
  }
}

/** Which process is which does not matter. */
export function nameOf({ actors, lease, entry, issued }: World): string {
  const marked = actors.map((actor, index) => `${numbers.get(actor)}${lease === index && !actor.dead ? 'L' : ''}`)
  return [marked.sort(), entry, issued, lease !== undefined].join()
}
