// What a run does, from the words of its command line.

export interface Settings {
  readonly requests: number
  readonly inFlight: number
  /** Decides which request meets which faults. */
  readonly seed: string
  /** The part of the requests that meets a fault, each attempt anew. */
  readonly faultShare: number
  /** How long a token lasts. */
  readonly tokenSeconds: number
  readonly rotateSeconds: number
  /** A token is revoked so long after the start, and again so long after the last 401 (eleven seconds at least). */
  readonly revokeSeconds: number
  /** A quick machine is held back to last at least so long, in bursts of as many requests as may be in flight. */
  readonly spreadSeconds: number
}

const FULL: Settings = {
  requests: 100_000,
  inFlight: 64,
  seed: '1',
  faultShare: 0.05,
  tokenSeconds: 5,
  rotateSeconds: 20,
  revokeSeconds: 15,
  spreadSeconds: 100,
}

/** Below so many requests there is no time for what a full run has every twenty seconds. */
const SHORT_BELOW = 20_000
const SHORT: Partial<Settings> = { rotateSeconds: 8, revokeSeconds: 12, spreadSeconds: 25 }

type Word =
  | 'requests'
  | 'in-flight'
  | 'seed'
  | 'fault-share'
  | 'token-seconds'
  | 'rotate-seconds'
  | 'revoke-seconds'
  | 'spread-seconds'

interface Rule {
  readonly setting: Exclude<keyof Settings, 'seed'>
  readonly least: number
  readonly most: number
  readonly isWhole?: boolean
}

const RULES: Readonly<Record<Exclude<Word, 'seed'>, Rule>> = {
  requests: { setting: 'requests', least: 1, most: 10_000_000, isWhole: true },
  'in-flight': { setting: 'inFlight', least: 1, most: 1000, isWhole: true },
  'fault-share': { setting: 'faultShare', least: 0, most: 0.5 },
  // Tokens count whole seconds, and the first of them is only begun when they are issued.
  'token-seconds': { setting: 'tokenSeconds', least: 2, most: 86_400, isWhole: true },
  'rotate-seconds': { setting: 'rotateSeconds', least: 0.5, most: 86_400 },
  'revoke-seconds': { setting: 'revokeSeconds', least: 0.5, most: 86_400 },
  'spread-seconds': { setting: 'spreadSeconds', least: 0, most: 86_400 },
}

/** For `parseArgs`. */
export const OPTIONS = Object.fromEntries(
  ['seed', ...Object.keys(RULES)].map((word) => [word, { type: 'string' }]),
) as Record<Word, { readonly type: 'string' }>

/** @throws RangeError for a word that is no number of its range */
export function settingsFrom(words: { readonly [word in Word]?: string | undefined }): Settings {
  const given = Object.entries(RULES).flatMap(([word, rule]): [string, number][] => {
    const text = words[word as Word]
    return text === undefined ? [] : [[rule.setting, readNumber(word, text, rule)]]
  })
  const settings: Partial<Settings> = Object.fromEntries(given)
  const isShort = (settings.requests ?? FULL.requests) < SHORT_BELOW
  return { ...FULL, ...(isShort && SHORT), ...settings, seed: words.seed ?? FULL.seed }
}

function readNumber(word: string, text: string, { least, most, isWhole = false }: Rule): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) return value
  throw new RangeError(`--${word} is not ${isWhole ? 'an integer' : 'a number'} from ${least} to ${most}.`)
}
