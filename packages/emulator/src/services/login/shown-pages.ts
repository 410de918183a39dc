// The login pages that were shown and not yet sent back, each by a value that only its own form has.
import { randomBytes } from 'node:crypto'
import { BoundedMap } from '../../lib/bounded-map.ts'
import type { LoginRequest } from './parse-authorize.ts'

/** A client that opens page after page must not fill the memory. */
const MAX_PAGES = 1000
const TEN_MINUTES_MS = 600_000

export class ShownPages {
  readonly #pages = new BoundedMap<string, { readonly login: LoginRequest; readonly shownAt: number }>(MAX_PAGES)
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** @returns the value for the form */
  add(login: LoginRequest): string {
    const value = randomBytes(32).toString('base64url')
    this.#pages.set(value, { login, shownAt: this.#now() })
    return value
  }

  reset(): void {
    this.#pages.clear()
  }

  /** The login of a page, once; `undefined` when the page is used, too old or unknown. */
  take(value: string): LoginRequest | undefined {
    const page = this.#pages.take(value)
    return page === undefined || this.#now() - page.shownAt > TEN_MINUTES_MS ? undefined : page.login
  }
}
