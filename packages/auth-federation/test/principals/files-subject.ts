// A resource whose token lies in a file: what is spoiled is the file, as it is read.
import { readFile } from 'node:fs/promises'
import type { Emulator } from '@x/emulator'
import type { PrincipalSigner } from '../../src/index.ts'
import type { Asked, Spoiled, Subject } from './subject.ts'

type Options = Asked & { readonly readFile: (path: string) => Promise<string> }

export class FilesSubject implements Subject {
  readonly oci: Emulator
  readonly principal = 'resource'
  readonly lifetimeMs = 1_200_000
  readonly whenAhead = { code: 'ERR_TOKEN_EXPIRED' }
  readonly answersBadly = []
  readonly #tokenFile: string
  readonly #make: (options: Options) => Promise<PrincipalSigner>
  #reads = 0
  #spoiled: Spoiled | undefined

  constructor(oci: Emulator, tokenFile: string, make: (options: Options) => Promise<PrincipalSigner>) {
    this.oci = oci
    this.#tokenFile = tokenFile
    this.#make = make
  }

  signer({ now = () => this.oci.clock.now(), ...others }: Asked = {}): Promise<PrincipalSigner> {
    return this.#make({ ...others, now, readFile: (path) => this.#read(path) })
  }

  asked(): number {
    return this.#reads
  }

  async spoil(how: Spoiled): Promise<void> {
    this.#spoiled = how
  }

  reasonOf(how: Spoiled): object {
    const reasons: Partial<Record<Spoiled, object>> = {
      outage: { code: 'ERR_RESOURCE_INPUT', reason: 'unreadable-file' },
      'wrong-key': { code: 'ERR_RESOURCE_INPUT', reason: 'key-mismatch' },
      malformed: { code: 'ERR_RESOURCE_INPUT', reason: 'not-a-token' },
      hung: { code: 'ERR_RENEWAL', reason: 'timeout' },
    }
    return reasons[how] ?? {}
  }

  async mend(): Promise<void> {
    this.#spoiled = undefined
  }

  async later(ms: number): Promise<void> {
    this.oci.clock.advance(ms)
    await this.oci.resourcePrincipals.renewFiles()
  }

  async reset(): Promise<void> {
    this.oci.clock.freeze(Math.floor(Date.now() / 1000) * 1000)
    await this.oci.resourcePrincipals.renewFiles()
    this.#spoiled = undefined
    this.#reads = 0
  }

  async #read(path: string): Promise<string> {
    const text = await readFile(path, 'utf8')
    if (path !== this.#tokenFile) return text
    this.#reads += 1
    if (this.#spoiled === 'outage') throw Object.assign(new Error('EIO'), { code: 'EIO' })
    if (this.#spoiled === 'hung') return new Promise(() => {})
    if (this.#spoiled === 'wrong-key') return this.oci.createSession().token
    return this.#spoiled === 'malformed' ? text.slice(0, text.length >> 1) : text
  }
}
