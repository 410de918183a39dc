// The API keys the emulator knows, found by their key id.
import type { KeyObject } from 'node:crypto'
import { pass, refuse, type Outcome, type Refusal } from '../../proof/verdict/outcome.ts'
import type { PrincipalKey } from '../../proof/principal.ts'
import { fingerprintOf } from './rsa-keys.ts'

const KEY_ID = /^([^/]+)\/([^/]+)\/([^/]+)$/

export class KeyRegistry {
  readonly #keys = new Map<string, PrincipalKey>()
  readonly #tenancy: string

  constructor(tenancy: string) {
    this.#tenancy = tenancy
  }

  /** Registers a public key for a user; the same key again is the same registration. */
  add(user: string, publicKey: KeyObject): string {
    const fingerprint = fingerprintOf(publicKey)
    this.#keys.set(`${this.#tenancy}/${user}/${fingerprint}`, {
      principal: { kind: 'api-key', tenancy: this.#tenancy, user },
      publicKey,
      label: `the API key ${fingerprint} of ${user}`,
    })
    return fingerprint
  }

  /** Leaves this one alone. */
  reset(user: string, publicKey: KeyObject): void {
    this.#keys.clear()
    this.add(user, publicKey)
  }

  /** In the order in which they were registered. */
  ofUser(user: string): readonly KeyObject[] {
    return [...this.#keys.values()].filter(({ principal }) => principal.user === user).map((key) => key.publicKey)
  }

  /** @returns whether there was such a key */
  remove(user: string, fingerprint: string): boolean {
    return this.#keys.delete(`${this.#tenancy}/${user}/${fingerprint}`)
  }

  find(keyId: string): Outcome<PrincipalKey> {
    const key = this.#keys.get(keyId)
    if (key !== undefined) return pass(key)
    const parts = KEY_ID.exec(keyId)
    return parts === null ? refuse('malformed-key-id') : this.#explainUnknown(parts)
  }

  keys(): Iterable<PrincipalKey> {
    return this.#keys.values()
  }

  /** Says which of the three parts is the wrong one; nothing here is secret on a loopback emulator. */
  #explainUnknown([, tenancy, user, fingerprint]: readonly string[]): Refusal {
    if (tenancy !== this.#tenancy) return refuse('unknown-key', 'The tenancy in it is not the emulator’s.')
    const ofUser = [...this.#keys.keys()].filter((id) => id.split('/')[1] === user)
    if (ofUser.length === 0) return refuse('unknown-key', 'The user in it has no key.')
    const known = ofUser.map((id) => id.split('/')[2])
    if (known.includes(fingerprint?.toLowerCase())) {
      return refuse('unknown-key', 'The fingerprint in it must be written in lower case.')
    }
    return refuse('unknown-key', `The fingerprint in it is not registered for the user, who has ${known.join(', ')}.`)
  }
}
