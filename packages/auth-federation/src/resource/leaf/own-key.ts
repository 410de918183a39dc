// The key that a resource finds in its environment: read anew each time, and the same object as long as it has not changed.
import { loadPrivateKey } from '@x/signer'
import type { SessionKey } from '@x/signer/principal'
import { ResourceInputError } from '../../errors/resource-errors.ts'
import { sessionKeyOf } from '../../principal/loaded-session-key.ts'
import type { ReadFile } from '../../principal/read-text-file.ts'
import { readText } from '../given-text.ts'
import type { KeyInputs } from '../inputs.ts'

interface Read {
  readonly pem: string
  readonly passphrase: string | undefined
  readonly key: SessionKey
}

export class OwnKey {
  readonly #inputs: KeyInputs
  readonly #readFile: ReadFile | undefined
  #last: Read | undefined

  constructor(inputs: KeyInputs, readFile: ReadFile | undefined) {
    this.#inputs = inputs
    this.#readFile = readFile
  }

  /** @throws {@link ResourceInputError} `ERR_RESOURCE_INPUT` for what is no PEM at all, and what `loadPrivateKey` throws */
  async read(): Promise<SessionKey> {
    const { privateKey, passphrase: given } = this.#inputs
    const [pem, passphrase] = await Promise.all([
      readText(privateKey, this.#readFile),
      given && readText(given, this.#readFile),
    ])
    if (!pem.includes('-----BEGIN')) throw new ResourceInputError(privateKey.variable, 'not-a-key')
    const last = this.#last
    if (last?.pem === pem && last.passphrase === passphrase) return last.key
    const key = await sessionKeyOf(await loadPrivateKey(pem, passphrase))
    this.#last = { pem, passphrase, key }
    return key
  }
}
