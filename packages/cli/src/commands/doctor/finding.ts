// What a check finds.
import type { LinkReport } from '@x/auth-federation'
import { problemOf } from '../../output/problem/tell.ts'
import type { Facts } from './facts/facts.ts'

export type State = 'ok' | 'warning' | 'fault' | 'not-asked'

export interface Finding {
  readonly state: State
  readonly sentence: string
  /** What to do about it; absent where nothing is to be done, or the sentence says it. */
  readonly remedy?: string | undefined
  /** The code to end with, of a fault. */
  readonly exit?: number | undefined
  /** What programs look for, in their order. */
  readonly links?: readonly Pick<LinkReport, 'link' | 'outcome' | 'where' | 'why'>[] | undefined
}

export interface Check {
  readonly name: string
  /** Pure. */
  judge(facts: Facts): Finding
}

export const ok = (sentence: string): Finding => ({ state: 'ok', sentence })
export const notAsked = (sentence: string): Finding => ({ state: 'not-asked', sentence })
export const warning = (sentence: string, remedy?: string): Finding => ({ state: 'warning', sentence, remedy })
export const fault = (exit: number, sentence: string, remedy?: string): Finding => ({
  state: 'fault',
  sentence,
  remedy,
  exit,
})

/** Of an error, in the words that the command that meets it would use. */
export function faultOf(error: unknown, { profile }: Pick<Facts, 'profile'>): Finding {
  const { sentence, next, exit } = problemOf(error, profile)
  return fault(exit, sentence, next)
}

export const LOCAL = notAsked('With --local no service is asked.')
