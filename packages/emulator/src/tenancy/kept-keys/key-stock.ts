// A stock of key pairs that outlives the process. What is lent to one emulator is lent to no other at the same time.
import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { KeySource } from '../keys/key-source.ts'
import { generateKeys, generateKeysNow, toPkcs8Pem, type KeyPair } from '../keys/rsa-keys.ts'
import { readKept, writeKept } from './kept-file.ts'

/** An emulator with a principal of each kind takes a dozen; what is made beyond these is not kept. */
const MOST_KEPT = 32
const BITS = 2048

export interface StockPorts {
  readonly generate?: () => Promise<KeyPair>
  readonly generateNow?: () => KeyPair
}

export class KeyStock {
  readonly #folder: string
  readonly #generate: () => Promise<KeyPair>
  readonly #generateNow: () => KeyPair
  /** What the file is to hold. */
  readonly #kept: string[]
  /** Of these, those that no emulator has: as text until one asks, since reading a key takes a millisecond. */
  readonly #free: (string | KeyPair)[]
  readonly #keptPairs = new WeakSet<KeyPair>()
  #saving: Promise<void> | undefined
  #saved: number

  private constructor(folder: string, kept: readonly string[], ports: StockPorts) {
    const { generate = generateKeys, generateNow = generateKeysNow } = ports
    this.#folder = folder
    this.#generate = generate
    this.#generateNow = generateNow
    this.#kept = kept.slice(0, MOST_KEPT)
    this.#free = [...this.#kept]
    this.#saved = this.#kept.length
  }

  static async open(folder: string, ports: StockPorts = {}): Promise<KeyStock> {
    return new KeyStock(folder, await readKept(folder), ports)
  }

  /** A source for one emulator, which gives back what it took when it is closed. */
  lend(): KeySource {
    const lent: KeyPair[] = []
    const taken = (pair: KeyPair): KeyPair => {
      if (this.#keptPairs.has(pair)) lent.push(pair)
      return pair
    }
    return {
      next: async () => taken(this.#take() ?? this.#keep(await this.#generate())),
      nextNow: () => taken(this.#take() ?? this.#keep(this.#generateNow())),
      close: async () => {
        this.#free.unshift(...lent.splice(0))
        await this.#saving
      },
    }
  }

  #take(): KeyPair | undefined {
    for (let first = this.#free.shift(); first !== undefined; first = this.#free.shift()) {
      const pair = typeof first === 'string' ? readPair(first) : first
      if (pair !== undefined) {
        this.#keptPairs.add(pair)
        return pair
      }
      // Somebody else wrote this one: the next key that is made takes its place.
      this.#kept.splice(this.#kept.indexOf(String(first)), 1)
      this.#saved = -1
    }
    return undefined
  }

  #keep(pair: KeyPair): KeyPair {
    if (this.#kept.length < MOST_KEPT) {
      this.#kept.push(toPkcs8Pem(pair.privateKey))
      this.#keptPairs.add(pair)
      this.#saving ??= this.#save()
    }
    return pair
  }

  /** Until all is written that was made in the meantime. */
  async #save(): Promise<void> {
    while (this.#saved !== this.#kept.length) {
      this.#saved = this.#kept.length
      await writeKept(this.#folder, this.#kept)
    }
    this.#saving = undefined
  }
}

/** `undefined` for what is no RSA key of the length that the emulator makes. */
function readPair(pem: string): KeyPair | undefined {
  try {
    const privateKey = createPrivateKey(pem)
    const isMade = privateKey.asymmetricKeyType === 'rsa' && privateKey.asymmetricKeyDetails?.modulusLength === BITS
    return isMade ? { privateKey, publicKey: createPublicKey(privateKey) } : undefined
  } catch {
    return undefined
  }
}
