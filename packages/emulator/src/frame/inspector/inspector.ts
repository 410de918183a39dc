// What the inspector is: a look at an emulator's records, clock and faults, and the secret with which its page may change the latter two.
import { randomBytes } from 'node:crypto'
import type { InspectorGround } from './ground.ts'
import { inspectorState, type InspectorState } from './inspector-state.ts'
import { Readers } from './readers.ts'

export class Inspector {
  readonly ground: InspectorGround
  /** Stands in the page, which no other origin can read. */
  readonly token = randomBytes(32).toString('base64url')
  readonly readers: Readers
  /** Tells this emulator from another one that listened on the same port before. */
  readonly #run = randomBytes(8).toString('hex')
  /** The number of the first record since records were last forgotten. */
  #since = 1

  constructor(ground: InspectorGround) {
    this.ground = ground
    const { recorder } = ground
    recorder.watch(() => this.#notice())
    this.readers = new Readers({ run: this.#run, recorder, state: () => this.state() })
  }

  state(): InspectorState {
    this.#notice()
    return inspectorState(this.ground, { run: this.#run, since: this.#since })
  }

  /** Only where records were forgotten there are so few. */
  #notice(): void {
    const { records, total } = this.ground.recorder
    if (records.length <= 1) this.#since = total - records.length + 1
  }
}
