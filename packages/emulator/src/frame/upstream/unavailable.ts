// Why an upstream gave no answer that can be passed on, and what to do about it.

/** An upstream that the emulator gave up. Its message is what that did, as the end of a sentence. */
export class GivenUp extends Error {
  readonly remedy: string

  constructor(deed: string, remedy: string) {
    super(deed)
    this.remedy = remedy
  }
}

/** As Node and OpenSSL call what is wrong with a certificate. */
const CERTIFICATE = /CERT|^UNABLE_TO_/
/** As Node's parser calls what is no HTTP. */
const NO_HTTP = /^(?:HPE_|EPROTO$|ERR_SSL_)/

/** A sentence of cause and one of remedy. */
export function whyUnavailable({ origin }: URL, error: unknown): string {
  if (error instanceof GivenUp) return `The upstream ${origin} ${error.message}. ${error.remedy}`
  const { code, message } = error as NodeJS.ErrnoException
  const problem = code ?? message
  if (CERTIFICATE.test(problem))
    return `The certificate of the upstream ${origin} is not trusted (${problem}). Name its CA in NODE_EXTRA_CA_CERTS.`
  if (NO_HTTP.test(problem))
    return `The upstream ${origin} answered with what is no HTTP (${problem}). Look whether scheme and port are right.`
  return `The upstream ${origin} gave no answer (${problem}). Look whether it runs there.`
}
