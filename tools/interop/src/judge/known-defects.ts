// What is known to fail in OCI's own clients, each with what shows that it is this defect.
import type { KnownDefect } from './judge.ts'

export const KNOWN_DEFECTS: readonly KnownDefect[] = [
  {
    number: 'B4',
    clients: ['go'],
    cases: /^instance: a token of two seconds/,
    error: /\[wrong-key, /,
    why: 'It asks for the key id and for the key one after the other. With a token that lives for less than its margin of five minutes each renews, and the pair never fits.',
  },
  {
    number: 'B8',
    clients: ['go'],
    cases: /: a token that was revoked/,
    error: /\[token-revoked, token-revoked, token-revoked]/,
    why: 'It sends a token that was refused twice more, a second apart, and never renews it.',
  },
  {
    number: 'B14',
    clients: ['python'],
    cases: /^resource-3\.0: /,
    error: /endpoint must not contain path/,
    why: 'It refuses the address of the parent, which has a path.',
  },
]
