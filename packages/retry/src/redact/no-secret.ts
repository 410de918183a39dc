// What stands in the place of a secret and is none: a placeholder, or words about it.
import { isSecretName } from '@x/kernel'

const PLACEHOLDER = /^<([\w .-]{1,100})>$/
/** Of these words alone no token is made. */
const WORDS =
  /^(?:(?:a|again|already|and|another|been|cannot|could|empty|expired?|failed|for|found|get|has|have|incorrect|invalid|is|it|later|long|malformed|missing|must|new|no|not|of|old|one|or|please|provided?|refresh|refused|rejected|renew|request|required|revoked|set|sign in|the|to|too|try|unauthori[sz]ed|unknown|use|used|was|wrong|you|your)(?:,? |[.,;!]?$)){1,20}$/i

/** `<token>`, as in a manual. */
export function isPlaceholder(value: string): boolean {
  const name = PLACEHOLDER.exec(value)?.[1]
  return name !== undefined && isSecretName(name)
}

/** `try again`, after a name of a token: passwords are made by people, of any words. */
export const isMessage = (name: string, value: string): boolean => /token$/i.test(name) && WORDS.test(value)
