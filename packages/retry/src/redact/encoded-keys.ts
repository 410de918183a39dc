// Finds keys that are written as one block of base64 or hexadecimal digits: a whole PEM, or the DER inside one.

/** Letters of base64, also those that an address or JSON escapes. */
const LETTER = '(?:[A-Za-z0-9+/_-]|%2[BbFf]|\\\\{1,15}/|\\\\{1,15}u002[BbFf])'
const PADDING = '(?:=|%3[Dd]|\\\\{1,15}u003[Dd])'
const BREAK = '(?:[\\r\\n]|\\\\{1,15}[rn]|%0[AaDd])[ \\t]{0,40}'
/** A block begins where no letter precedes it, so that each letter is read once; it goes on in the next line. */
const BLOCK = /* @__PURE__ */ new RegExp(
  `(?<![A-Za-z0-9+/_-])${LETTER}{40,}(?:(?:${PADDING}|${BREAK})${LETTER}*)*`,
  'g',
)

const PEM_MARKS = [
  // `-----BEGIN` in base64, after 3n, 3n + 1 and 3n + 2 other bytes.
  /LS0tLS1CRUdJTi|0tLS0tQkVHSU4|tLS0tLUJFR0lO/,
  // In base64 twice, and in hexadecimal digits.
  /TFMwdExTMUNSVWRKVG/,
  /2d2d2d2d2d424547494e/i,
]
/**
 * The first bytes of a DER sequence that holds a number or a sequence: of RSA keys and certificates, which are long, of
 * shorter keys, and of the shortest, which begin with a version.
 */
const DER = /(?:^|[^A-Za-z0-9+])(?:MII[A-P][\w+/-][ADQTgjwz][A-CI-K]|MI[GH][\w+/-](?:AgE|M)|M[A-H][\w+/-]CAQ[A-Q])/

const isKey = (block: string): boolean => DER.test(block) || PEM_MARKS.some((mark) => mark.test(block))

export function replaceEncodedKeys(text: string, replacement: string): string {
  return text.replaceAll(BLOCK, (block) => (isKey(block) ? replacement : block))
}
