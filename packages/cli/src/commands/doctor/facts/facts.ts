// All that the checks judge, collected before any of them does.
import type { ChainReport } from '@x/auth-federation'
import type { OciConfig } from '@x/config'
import type { SessionStatus } from '@x/session'
import type { Environment } from '@x/kernel'
import type { Auth } from '../../../program/auth.ts'
import type { Place, Repair } from './places.ts'
import type { KeyFact } from './key.ts'
import type { Answer } from './service.ts'

/** What was found out, or why not. */
export type Fact<T> = { readonly value: T; readonly error?: undefined } | { readonly error: unknown }

export async function factOf<T>(work: T | Promise<T>): Promise<Fact<T>> {
  try {
    return { value: await work }
  } catch (error) {
    return { error }
  }
}

export const valueOf = <T>(fact: Fact<T> | undefined): T | undefined =>
  fact && 'value' in fact ? fact.value : undefined

export interface Facts {
  readonly profile: string
  /** What the line or its variable says of who signs. */
  readonly auth: Auth | undefined
  readonly isLocal: boolean
  readonly isWindows: boolean
  readonly env: Environment
  /** `--proxy`. */
  readonly proxy: string | undefined
  readonly timeZone: string | undefined
  /** Valid as it stands; absent where what OCI gives this machine signs. */
  readonly config?: Fact<OciConfig> | undefined
  readonly places: readonly Place[]
  readonly repairs: readonly Repair[]
  /** Of a file or variable; absent where none signs. */
  readonly key?: Fact<KeyFact> | undefined
  /** By its files; absent where none signs. */
  readonly session?: Fact<SessionStatus> | undefined
  /** Address of the identity service. */
  readonly endpoint?: Fact<string> | undefined
  /** What its name stands for; absent where it is none, or a proxy looks it up. */
  readonly addresses?: Fact<readonly string[]> | undefined
  /** Absent where it was not asked. */
  readonly answer?: Fact<Answer> | undefined
  /** Whether a signature could be made. */
  readonly signed?: Fact<unknown> | undefined
  readonly chain?: Fact<ChainReport> | undefined
}
