// Reads what the login service sent the browser back with: the fragment, alone or in the address that a person pasted.
import { LoginError } from '../errors/login-error.ts'

/** What the service gave. Secret. */
export interface LoginAnswer {
  readonly securityToken: string
  readonly idToken: string | undefined
}

/** Longer than any answer of OCI's. */
export const MAX_ANSWER_LENGTH = 65_536
/** Of the service's own words, as much as helps. */
const SHOWN_LENGTH = 300

/**
 * @param text - an address, or what follows `#` or `?` in it; white space around it, and line breaks that a terminal put in, are taken off
 * @throws {@link LoginError} `ERR_LOGIN` `denied` or `refused-by-service` for an error that the service told, else `no-answer`
 */
export function parseLoginAnswer(text: string): LoginAnswer {
  const members = new URLSearchParams(text.length > MAX_ANSWER_LENGTH ? '' : membersOf(text.replaceAll(/\s/g, '')))
  const securityToken = members.get('security_token')
  const error = members.get('error')
  if (error) throw refusal(error, members.get('error_description') ?? '')
  if (!securityToken) throw new LoginError('no-answer')
  return { securityToken, idToken: members.get('id_token') ?? undefined }
}

/** Of a whole address the fragment, or the query where there is no fragment. */
function membersOf(text: string): string {
  const [head = '', ...fragment] = text.split('#')
  if (fragment.length > 0 && fragment.join('#') !== '') return fragment.join('#')
  return head.slice(head.indexOf('?') + 1)
}

function refusal(error: string, description: string): LoginError {
  const about = `: ${shown([error, description].filter(Boolean).join(', '))}`
  return error === 'access_denied'
    ? new LoginError('denied', { about })
    : new LoginError('refused-by-service', { about })
}

/** Any page can send a browser here: what it says must not write to a terminal what it likes. */
const shown = (text: string): string =>
  JSON.stringify(
    text
      .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')
      .slice(0, SHOWN_LENGTH)
      .replace(/\.$/, ''),
  )
