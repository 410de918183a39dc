// What the page of a login tells the user, once it is known how the login stands.
import { isDiscard, LoginError } from '../../errors/login-error.ts'
import type { Session } from '../../session.ts'

export interface PageWords {
  readonly state: 'done' | 'failed'
  readonly title: string
  readonly lines: readonly string[]
}

export const savedWords = ({ profile, user, tenancy, region }: Session): PageWords => ({
  state: 'done',
  title: 'You are logged in',
  lines: [
    `The session of the profile ${profile} is saved. You can close this window.`,
    `User: ${user}`,
    `Tenancy: ${tenancy}`,
    `Region: ${region}`,
  ],
})

export function failedWords(error: unknown): PageWords {
  const state = 'failed'
  if (!(error instanceof LoginError))
    return { state, title: 'The login could not be kept', lines: ['The program that began the login tells why.'] }
  const title = isDiscard(error) ? 'This answer was not taken' : 'The login failed'
  return { state, title, lines: [error.message] }
}
