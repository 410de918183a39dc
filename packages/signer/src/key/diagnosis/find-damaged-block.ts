// Finds the key in a text that was damaged on its way: encoded once more, escaped, copied with more or less than itself.
// What is found is a guess, which counts only where its DER is whole.
import { bytesOfBase64 } from '@x/kernel'
import { readDer } from '../encoding/der.ts'
import { KeyRefusal, type KeyRefusalReason } from '../key-refusal.ts'
import { findPemBlock, parseBlock, type PemBlock } from '../pem.ts'

/** How often a text may be in base64. */
const MAX_LAYERS = 4

/** A shorter text in base64 holds no key. */
const MIN_KEY_BYTES = 40

/** Whether line breaks stand as the two characters of an escape. */
export const hasEscapes = (text: string): boolean => text.includes('\\n')

/** @throws KeyRefusal with its reason when the text holds something else */
export function findDamagedBlock(given: string): PemBlock {
  let text = given
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const plain = mended(text)
    const block = bestOf([findPemBlock(text), findPemBlock(plain), findLooseBlock(plain)])
    if (block) return block
    const name = nameOf(plain.trim())
    if (name) throw new KeyRefusal(name)
    const data = bareBase64(plain)
    const bytes = bytesOfBase64(data)
    if (!bytes?.length) break
    if (bytes[0] === 0x30 && bytes.length > MIN_KEY_BYTES)
      return { label: 'PRIVATE KEY', cipher: undefined, der: bytes }
    text = atob(data)
  }
  throw new KeyRefusal('not-pem')
}

function bestOf(found: readonly (PemBlock | 'truncated' | undefined)[]): PemBlock | undefined {
  const blocks = found.filter((each) => typeof each === 'object')
  const readable = blocks.filter(({ der }) => der)
  const best = readable.find(({ label }) => label.endsWith('PRIVATE KEY')) ?? readable[0] ?? blocks[0]
  if (!best && found.includes('truncated')) throw new KeyRefusal('truncated')
  return best
}

/** A character by its code in hexadecimal, or in decimal. */
const charOf = (_: string, hex?: string, decimal?: string): string =>
  String.fromCharCode(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))

/** What happens to texts on their way, and how it is undone. Repetitions are bounded, or a hostile text would cost its square. */
function mended(text: string): string {
  return (
    text
      // UTF-16 that was read as bytes leaves NULs; the others take no room on a screen.
      .replaceAll(/[\0\uFFFD\uFEFF\u00AD\u200B-\u200F\u2060]/g, '')
      .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
      .replaceAll(/[^\S\r\n]/g, ' ')
      .replaceAll(/<[^<>]*>/g, '\n')
      .replaceAll(/&#(?:x([0-9a-f]{1,4})|(\d{1,5}));/gi, charOf)
      .replaceAll(/(?:\\{1,8}(?:u00|x)|%)([0-9a-f]{2})/gi, charOf)
      .replaceAll(/\\{1,8}[rnt]/g, '\n')
      // Quotes, as around or inside a value of JSON or code; marks in front of a line; and a comma behind one.
      .replaceAll(/["'`;\\>|]|,[ \t]*$/gm, '')
  )
}

const NAME = String.raw`((?:(?:RSA|EC|DSA|ENCRYPTED|OPENSSH)[ _]{0,3})?(?:PRIVATE|PUBLIC)[ _]{0,3}KEY|CERTIFICATE)`
const BEGIN = new RegExp(`BEGIN[ _]{0,3}${NAME}[-_ ]{0,9}`, 'gi')
const END = new RegExp(`[-_ ]{0,9}END[ _]{0,3}${NAME}[-_ ]{0,9}`, 'i')
/** The line END, or what is left of it. */
const END_OF_DATA = new RegExp(`${END.source}|-{2}`, 'i')

/** A block whose lines BEGIN and END lack dashes, are in lower case, or differ; the END may be missing where the DER is whole. */
function findLooseBlock(text: string): PemBlock | 'truncated' | undefined {
  const starts = [...text.matchAll(BEGIN)]
  const start = starts.find(([, name]) => /private/i.test(String(name))) ?? starts[0]
  if (!start) return undefined
  const rest = text.slice(start.index + start[0].length)
  const end = END_OF_DATA.exec(rest)
  const block = parseBlock(labelOf(String(start[1])), rest.slice(0, end?.index))
  return end?.[1] || isWhole(block.der) ? block : 'truncated'
}

const labelOf = (name: string): string =>
  name
    .toUpperCase()
    .replace(/[ _]*(PRIVATE|PUBLIC)[ _]*KEY/, ' $1 KEY')
    .trim()

function isWhole(der: Uint8Array | undefined): boolean {
  try {
    return der !== undefined && readDer(der).content.length > 0
  } catch {
    return false
  }
}

/** What else people take for a key, by how it begins. */
const OTHERS: readonly (readonly [RegExp, KeyRefusalReason])[] = [
  [/^$/, 'empty'],
  [/^(?:sk-)?(?:ssh-|ecdsa-)\S+ \S/, 'public-key'],
  [/^openssh-key-v1/, 'openssh'],
  [/^PuTTY-User-Key-File-/, 'putty'],
  [/^\{[^]*\bkty\b/, 'jwk'],
]

const nameOf = (text: string): KeyRefusalReason | undefined => OTHERS.find(([begins]) => begins.test(text))?.[1]

/** The text as base64 in its common alphabet, without a line END that lost its BEGIN, and without what makes it a `data:` URL. */
function bareBase64(text: string): string {
  const data = text
    .replace(END, '')
    .replace(/^\s*data:[^,]*,/, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replaceAll(/\s/g, '')
  // What was cut off at any place is still a beginning.
  return data.length % 4 === 1 ? data.slice(0, -1) : data
}
