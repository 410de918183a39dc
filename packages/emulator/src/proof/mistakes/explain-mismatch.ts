// Finds out what a client signed instead: nothing can be read out of a signature, but strings can be tried until one fits.
import type { AcceptedSignatures } from '../signature/accepted-signatures.ts'
import { firstDifference, type Difference } from '../verdict/difference.ts'
import { fits, type Evidence } from '../signature/evidence.ts'
import { headerValue } from '../request/received-request.ts'
import { requestTarget } from '../signature/signing-string.ts'
import { redactDifference } from '../verdict/redact.ts'
import { findAlgorithmMistake } from './algorithm-mistakes.ts'
import { HEADER_MISTAKES } from './header-mistakes.ts'
import { LAYOUT_MISTAKES } from './layout-mistakes.ts'
import { rewriteValue, type Mistake } from './mistake.ts'
import { TARGET_MISTAKES } from './target-mistakes.ts'

export interface Explanation {
  readonly explanation: string
  /** What the client signed. */
  readonly signedString?: string | undefined
  readonly difference?: Difference | undefined
}

/** The mistakes the emulator recognises, in the order in which it tries them. */
export const MISTAKES: readonly Mistake[] = [...TARGET_MISTAKES, ...HEADER_MISTAKES, ...LAYOUT_MISTAKES]

/** A client may send the string that it signed, as base64 in this header; then nothing has to be guessed. */
export const SIGNING_STRING_HEADER = 'x-emulator-signing-string'

/** Each attempt is one RSA verification, some tens of microseconds; a hostile request must not cost more than this many. */
const MAX_ATTEMPTS = 400

const UNKNOWN =
  'No mistake the emulator knows explains it: compare the signing string with your client’s own, or send the latter as ' +
  `base64 in the header "${SIGNING_STRING_HEADER}".`

/** What is known beside the request. */
interface Known {
  readonly accepted: AcceptedSignatures
  readonly askedTargets?: readonly string[]
}

export function explainMismatch(evidence: Evidence, { accepted, askedTargets = [] }: Known): Explanation {
  return (
    explainByClient(evidence) ??
    explainByReplay(evidence, accepted) ??
    explainByMistake(evidence) ??
    explainByAsked(evidence, askedTargets) ??
    explainByAlgorithm(evidence) ?? { explanation: UNKNOWN }
  )
}

function explainByClient(evidence: Evidence): Explanation | undefined {
  const sent = headerValue(evidence.request, SIGNING_STRING_HEADER)
  if (sent === undefined) return undefined
  const text = Buffer.from(sent, 'base64').toString('latin1')
  const difference = firstDifference(evidence.text, text)
  if (difference === undefined) {
    const algorithm = explainByAlgorithm(evidence)
    return (
      algorithm ?? { explanation: 'The client signed this very string, so its key is not the one the key id names.' }
    )
  }
  if (fits(evidence, text))
    return {
      explanation: sentence(difference, 'that is what the client says it signed'),
      difference,
      signedString: text,
    }
  return {
    explanation: 'The client says it signed another string, but the signature does not fit that one either.',
    difference,
    signedString: text,
  }
}

function explainByReplay(evidence: Evidence, accepted: AcceptedSignatures): Explanation | undefined {
  const text = accepted.recall(evidence.signature)
  const difference = text === undefined ? undefined : firstDifference(evidence.text, text)
  if (difference === undefined) return undefined
  return {
    explanation: sentence(difference, 'this signature was accepted before, for that request'),
    difference,
    signedString: text,
  }
}

function explainByMistake(evidence: Evidence): Explanation | undefined {
  const tried = new Set([evidence.text])
  for (const mistake of MISTAKES) {
    for (const text of mistake.variants(evidence)) {
      if (tried.has(text)) continue
      if (tried.size > MAX_ATTEMPTS) return undefined
      tried.add(text)
      if (!fits(evidence, text)) continue
      const difference = firstDifference(evidence.text, text)
      return {
        explanation: sentence(difference, `${mistake.explanation} (${mistake.name})`),
        difference,
        signedString: text,
      }
    }
  }
  return undefined
}

/** The client signed the target that it was asked for, or a form of it, and its transport sent another. */
function explainByAsked(evidence: Evidence, targets: readonly string[]): Explanation | undefined {
  for (const target of targets) {
    const asked = { ...evidence, request: { ...evidence.request, target } }
    const texts = [AS_ASKED, ...TARGET_MISTAKES].flatMap(({ variants }) => variants(asked))
    const text = texts.find((each) => fits(evidence, each))
    if (text === undefined) continue
    const difference = firstDifference(evidence.text, text)
    return {
      explanation: sentence(difference, 'the transport of the client sent another form of the address'),
      difference,
      signedString: text,
    }
  }
  return undefined
}

const AS_ASKED: Pick<Mistake, 'variants'> = {
  variants: (evidence) => rewriteValue(evidence, '(request-target)', () => [requestTarget(evidence.request)]),
}

function explainByAlgorithm(evidence: Evidence): Explanation | undefined {
  const explanation = findAlgorithmMistake(evidence)
  return explanation === undefined ? undefined : { explanation: `The string is right, but ${explanation}.` }
}

function sentence(difference: Difference | undefined, cause: string): string {
  if (difference === undefined) return `The signature fits another string: ${cause}.`
  const { line, actual } = redactDifference(difference)
  return actual === ''
    ? `The signature fits if there were no line ${line}: ${cause}.`
    : `The signature fits if line ${line} were \`${actual}\`: ${cause}.`
}
