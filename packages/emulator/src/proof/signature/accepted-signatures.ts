// Remembers what accepted signatures covered, so that one that is sent again with another request can be explained.
import { BoundedMap } from '../../lib/bounded-map.ts'

/** A bounded map from signature to signing string; the oldest goes first. */
export class AcceptedSignatures {
  readonly #texts: BoundedMap<string, string>

  constructor(limit = 1000) {
    this.#texts = new BoundedMap(limit)
  }

  remember(signature: Buffer, text: string): void {
    this.#texts.set(signature.toString('base64'), text)
  }

  reset(): void {
    this.#texts.clear()
  }

  recall(signature: Buffer): string | undefined {
    return this.#texts.get(signature.toString('base64'))
  }
}
