// What a case is: something to do with the libraries, and what is to be observed, both as plain JSON.
import type { Host } from './host.ts'
import type { Input } from './input.ts'
import type { Libraries } from './libraries.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/** What a case works with. */
export interface Context {
  readonly libraries: Libraries
  readonly host: Host
  readonly input: Input
}

export interface Case {
  /** The column of the table. */
  readonly group: string
  readonly name: string
  /** What is observed; a rejection is an observation too. It knows nothing of the runtime it runs on. */
  readonly observe: (context: Context) => unknown
  /** What is to be observed wherever the table of differences says nothing else. */
  readonly expected: Json
}

/** A case that has run. */
export interface Observation {
  readonly group: string
  readonly name: string
  readonly expected: Json
  readonly observed: Json
}

/** The name by which the table of differences knows a case. */
export const titleOf = ({ group, name }: Pick<Case, 'group' | 'name'>): string => `${group}: ${name}`
