// What is known to fail in OCI's own clients, each with what shows that it is this defect.
import type { KnownDefect } from './judge.ts'

export const KNOWN_DEFECTS: readonly KnownDefect[] = [
  {
    number: 'B2',
    clients: ['typescript'],
    cases: /^instance: eight calls at once/,
    // Each makes a key of its own, which stops the program until a connection that it still holds was closed.
    error: /8 exchanges for 8 calls|wrong-key|socket hang up/,
    why: 'Calls that find the token ended renew it each for themselves, with a key each; one may sign with the key of another.',
  },
  {
    number: 'B4',
    clients: ['go'],
    cases: /^instance: a token of two seconds/,
    error: /\[wrong-key, /,
    why: 'It asks for the key id and for the key one after the other. With a token that lives for less than its margin of five minutes each renews, and the pair never fits.',
  },
  {
    number: 'B6',
    clients: ['python'],
    cases: /^(resource-(1\.1|2\.1|2\.1\.1|2\.1\.2)|oke|scoped-oauth): a token that has ended, the signer alone/,
    error: /answered with 401 \[token-expired]/,
    why: 'Its signers of resources, pods and scopes do not look at the end of their token. A service client renews it by the 401 that follows; whoever hands the signer to requests has to.',
  },
  {
    number: 'B8',
    clients: ['go', 'typescript'],
    cases: /^(?!delegation).*: a token that was revoked/,
    error: /\[token-revoked(, token-revoked, token-revoked)?]/,
    why: 'It never renews a token that a service refused. Go sends it twice more, a second apart, for an instance, a resource and a pod.',
  },
  {
    number: 'B14',
    clients: ['python', 'python-cli'],
    cases: /^resource-3\.0: /,
    error: /endpoint must not contain path/,
    why: 'It refuses the address of the parent, which has a path.',
  },
  {
    number: 'G1',
    clients: ['go'],
    cases: /^written-config: an API key with a passphrase/,
    error: /failed to parse private key/,
    why: 'It cuts a value of the config file at its second `=`, so that a passphrase with one is another.',
  },
  {
    number: 'G9',
    clients: ['go'],
    cases: /^delegation: a token that was revoked/,
    error: /\[token-revoked, duplicate-header, duplicate-header]/,
    why: 'When it sends a refused request again, it adds `opc-obo-token` once more: the request has two, and one signature.',
  },
  {
    number: 'G10',
    clients: ['go'],
    cases: /^scoped-oauth: a token that has ended/,
    error: /\[token-expired]/,
    why: 'It renews the token of a scope twenty minutes after it came, whatever its end: one that lives for less is sent when it has ended.',
  },
  {
    number: 'P20',
    clients: ['python'],
    cases: /^token-exchange: a token that was revoked/,
    error: /'status': 401.*\[token-revoked]/,
    why: 'Its service clients renew the token of every principal that a 401 refuses, but not that of a token exchange.',
  },
  {
    number: 'S1',
    clients: ['python'],
    cases: /^difficult: an object of text with é/,
    // What is left over is the beginning of the next request.
    error: /3 bytes were stored|CannotParseRequest/,
    why: 'It gives the length of a text in characters, so that an object of text that is not ASCII is cut.',
  },
  {
    number: 'S2',
    clients: ['python'],
    cases: /^difficult: (an empty stream|a stream that is read once)/,
    error: /ResponseNotReady/,
    why: 'It sends nothing where a stream is empty or cannot seek, and then waits for an answer that nobody owes it.',
  },
  {
    number: 'S3',
    clients: ['python'],
    cases: /^difficult: an asynchronous client, /,
    error: /'status': 401.*\[signature-mismatch]/,
    why: "Its asynchronous client signs `'()*!` in paths and `'/?:@` in queries in another form than aiohttp sends them.",
  },
  {
    number: 'T2',
    clients: ['typescript'],
    cases: /^difficult: a query with &, #, \+ and é/,
    error: /found 0 users/,
    why: 'It writes the values of a query as they are: the rest after `#` is not sent, and `&` begins another parameter.',
  },
  {
    number: 'T5',
    clients: ['typescript'],
    cases: /^difficult: a signed body of bytes/,
    error: /Unable to read body content/,
    why: 'It signs bodies of text only, and none of bytes.',
  },
  {
    number: 'T31',
    clients: ['typescript'],
    cases: /^difficult: an object named \.\./,
    error: /\[missing-signed-header]/,
    why: 'It does not encode the dots of an object that is named `..`: the address loses them, and becomes the one of the bucket.',
  },
]
