// Fault rules as JSON has them: as they are in code, but JSON has no expressions, so that an object stands for one.
import { isOptions } from '../../options/unknown-name.ts'
import { checkRule } from './check-fault.ts'
import type { FaultRule } from './fault-rule.ts'
import { checkNames, invalid } from './invalid-fault.ts'

/** @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION for what is no rule */
export function ruleOfJson(given: unknown): FaultRule {
  const rule = withExpression(given) as FaultRule
  checkRule(rule)
  return rule
}

/** Whatever is wrong beside the expression is found by the check of rules. */
function withExpression(given: unknown): unknown {
  const { match } = (isOptions(given) ? given : {}) as { readonly match?: { readonly path?: unknown } }
  if (!isOptions(match) || !isOptions(match.path)) return given
  return { ...(given as object), match: { ...match, path: expressionOf(match.path) } }
}

type Names = Readonly<Partial<Record<'startsWith' | 'pattern' | 'flags', unknown>>>

function expressionOf(path: object): RegExp {
  checkNames('"path" of a fault rule', path, ['startsWith', 'pattern', 'flags'])
  const { startsWith, pattern, flags } = path as Names
  if (typeof startsWith === 'string' && pattern === undefined && flags === undefined)
    return new RegExp(`^${escapeExpression(startsWith)}`)
  if (startsWith === undefined && typeof pattern === 'string' && (flags === undefined || typeof flags === 'string'))
    return compile(pattern, flags)
  throw invalid('path', 'is neither { "startsWith": "/20160918/" } nor { "pattern": "^/20160918/", "flags": "i" }')
}

const escapeExpression = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)

function compile(pattern: string, flags: string | undefined): RegExp {
  try {
    return new RegExp(pattern, flags)
  } catch (cause) {
    throw invalid('path', `has no expression that can be used: ${(cause as Error).message}`, cause)
  }
}
