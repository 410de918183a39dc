// The rules of faults, which make the emulator answer wrongly, late or not at all.
import { EmulatorOptionError } from '../../errors.ts'
import { checkRule, chooseEffect } from './check-fault.ts'
import type { FaultEffect, FaultRule, FaultTarget } from './fault-rule.ts'

/**
 * The faults of a running emulator. The first rule that matches a request and is not spent decides.
 *
 * @example
 * ```ts
 * import { startEmulator, type EmulatorFaults } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const faults: EmulatorFaults = oci.faults
 * faults.add({ times: 1, effect: { status: 429 } })
 * console.log((await fetch(`${oci.url}/20160918/regions`)).status) // 429
 * faults.clear()
 * await oci.close()
 * ```
 */
export interface EmulatorFaults {
  /**
   * Adds a rule behind those that are there.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when the rule cannot be used or has an unknown name
   */
  add(rule: FaultRule): void
  /** Removes every rule, also those the emulator was started with. */
  clear(): void
}

interface ActiveRule {
  readonly rule: FaultRule
  /** How many requests it still hits. */
  left: number
}

export class FaultList implements EmulatorFaults {
  #rules: ActiveRule[] = []
  readonly #first: readonly FaultRule[]
  readonly #tokenPaths: ReadonlySet<string>

  /** @param tokenPaths - where tokens are given out */
  constructor(rules: readonly FaultRule[] = [], tokenPaths: readonly string[] = []) {
    this.#tokenPaths = new Set(tokenPaths)
    if (!Array.isArray(rules)) throw new EmulatorOptionError('faults', '"faults" is not a list. Give a list of rules.')
    this.#first = [...rules]
    this.reset()
  }

  /** Back to the rules it was started with, none of them spent. */
  reset(): void {
    this.clear()
    for (const rule of this.#first) this.add(rule)
  }

  add(rule: FaultRule): void {
    checkRule(rule)
    this.#rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY })
  }

  clear(): void {
    this.#rules = []
  }

  /** The rules that are not spent, in the order in which they are asked. */
  get active(): readonly Readonly<ActiveRule>[] {
    return this.#rules.filter(({ left }) => left > 0)
  }

  /**
   * The effect for this request, counted off.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when a function threw or chose what is no effect
   */
  take(request: FaultableRequest): FaultEffect | undefined {
    for (const active of this.#rules) {
      if (active.left === 0 || !matches(active.rule, request)) continue
      const effect = chooseEffect(active.rule, request)
      if (effect === undefined || !this.#concerns(effect, request)) continue
      active.left -= 1
      return effect
    }
    return undefined
  }

  /** A token fault waits for a request for a token, a revocation for a request that was signed with one. */
  #concerns(effect: FaultEffect, { path, token }: FaultableRequest): boolean {
    if ('token' in effect) return this.#tokenPaths.has(path)
    return !('revoke' in effect) || token() !== undefined
  }
}

export interface FaultableRequest extends FaultTarget {
  /** The token it was signed with; looked for only when a rule asks. */
  readonly token: () => string | undefined
}

function matches({ match = {} }: FaultRule, { method, path }: FaultTarget): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false
  if (match.path === undefined) return true
  // `search` always begins at the start; `test` of a global expression would begin where its last call ended.
  return typeof match.path === 'string' ? match.path === path : path.search(match.path) !== -1
}
