// A signer that the chain found, and the link that found it.
import type { SignableRequest, SignedRequest, SignOptions } from '@x/signer'
import type { Identity, PrincipalSigner, RefreshEvents, WaitOptions } from '@x/signer/principal'
import type { LinkName } from '../../errors/link-report.ts'

export class ChosenSigner implements PrincipalSigner {
  readonly #signer: PrincipalSigner
  readonly #link: LinkName

  constructor(signer: PrincipalSigner, link: LinkName) {
    this.#signer = signer
    this.#link = link
  }

  sign(request: SignableRequest, options?: SignOptions): Promise<SignedRequest> {
    return this.#signer.sign(request, options)
  }

  refresh(rejected?: SignedRequest, options?: WaitOptions): Promise<void> {
    return this.#signer.refresh(rejected, options)
  }

  region(): Promise<string | undefined> {
    return this.#signer.region()
  }

  ready(options?: WaitOptions): Promise<void> {
    return this.#signer.ready(options)
  }

  async whoami(options?: WaitOptions): Promise<Identity> {
    return { ...(await this.#signer.whoami(options)), link: this.#link }
  }

  status(): Identity {
    return { ...this.#signer.status(), link: this.#link }
  }

  on<Name extends keyof RefreshEvents>(name: Name, listener: (event: RefreshEvents[Name]) => void): () => void {
    return this.#signer.on(name, listener)
  }

  close(): Promise<void> {
    return this.#signer.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
