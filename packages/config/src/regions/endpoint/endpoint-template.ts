// Fills an endpoint template in one pass, so that no value is read as a template again.
import { UnsafeHostParameterError } from '../errors.ts'
import { isSafeHost } from './host-safety.ts'

/** What a template is filled with. */
export interface TemplateValues {
  /** Decides the block `{dualStack?enabled:disabled}`. */
  readonly dualStack: boolean
  /** By name; `{name+Dot}` is the value and a dot. Tokens of other names disappear. */
  readonly values: ReadonlyMap<string, string>
}

/**
 * Every token of the template, wherever it stands. A dot that a vanished token leaves over goes with it.
 *
 * @throws {@link UnsafeHostParameterError} `ERR_UNSAFE_HOST_PARAMETER`
 */
export function expandTemplate(template: string, values: TemplateValues): string {
  const filled = template.replaceAll(/\{([^{}]*)\}/g, (_, token: string) => valueOf(token, values))
  return filled
    .replaceAll(/\.{2,}/g, '.')
    .replace('://.', '://')
    .replace(/\.(?=$|[/:])/, '')
}

function valueOf(token: string, { dualStack, values }: TemplateValues): string {
  const option = /^(\w+)\?([\w.-]*):([\w.-]*)$/.exec(token)
  if (option !== null) return option[1] === 'dualStack' ? ((dualStack ? option[2] : option[3]) ?? '') : ''
  const name = token.endsWith('+Dot') ? token.slice(0, -'+Dot'.length) : token
  const value = values.get(name)
  if (value === undefined) return ''
  if (!isSafeHost(value)) throw new UnsafeHostParameterError(name)
  return name === token ? value : `${value}.`
}
