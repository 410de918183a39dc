// What was made of the texts that came up last, so that it need not be made again.

/** Longer than any public key; such a text is not worth keeping. */
const MAX_LENGTH = 16_384

/** Two generations: what is asked for moves into the younger one, and the older one goes when that is full. */
export class Recent<T> {
  #young = new Map<string, T>()
  #old = new Map<string, T>()
  readonly #max: number

  /** @param max - at least as many as this are kept, and at most twice as many */
  constructor(max: number) {
    this.#max = max
  }

  get(text: string): T | undefined {
    const young = this.#young.get(text)
    if (young !== undefined) return young
    const old = this.#old.get(text)
    if (old !== undefined) this.set(text, old)
    return old
  }

  set(text: string, value: T): void {
    if (text.length > MAX_LENGTH) return
    if (this.#young.size >= this.#max) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(text, value)
  }
}
