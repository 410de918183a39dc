// Remembers what accepted signatures covered, so that one that is sent again with another request can be explained.

/** A bounded map from signature to signing string; the oldest goes first. */
export class AcceptedSignatures {
  readonly #texts = new Map<string, string>()
  readonly #limit: number

  constructor(limit = 1000) {
    this.#limit = limit
  }

  remember(signature: Buffer, text: string): void {
    this.#texts.set(signature.toString('base64'), text)
    const [oldest] = this.#texts.keys()
    if (this.#texts.size > this.#limit && oldest !== undefined) this.#texts.delete(oldest)
  }

  recall(signature: Buffer): string | undefined {
    return this.#texts.get(signature.toString('base64'))
  }
}
