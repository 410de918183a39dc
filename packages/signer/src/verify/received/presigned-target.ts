// A signature that came in the query.

export interface PresignedTarget {
  /** What was signed: the target without the two parameters. */
  readonly target: string
  readonly authorization: string
  readonly date: string
}

/** Takes `authorization` and `date` out of a target; `undefined` when it has not exactly one of each that can be decoded. */
export function unpresign(target: string): PresignedTarget | undefined {
  const question = target.indexOf('?')
  const parameters = question < 0 ? [] : target.slice(question + 1).split('&')
  const take = (name: string): string[] => parameters.filter((parameter) => parameter.startsWith(`${name}=`))
  const [authorization, ...moreAuthorizations] = take('authorization')
  const [date, ...moreDates] = take('date')
  if (authorization === undefined || date === undefined || moreAuthorizations.length + moreDates.length > 0)
    return undefined
  const rest = parameters.filter((parameter) => parameter !== authorization && parameter !== date)
  try {
    return {
      target: target.slice(0, question) + (rest.length > 0 ? `?${rest.join('&')}` : ''),
      authorization: decodeParameter(authorization.slice('authorization='.length)),
      date: decodeParameter(date.slice('date='.length)),
    }
  } catch {
    return undefined
  }
}

/** Form encoding, as Python writes it, has "+" for a space; what is a plus in the signature is then `%2B`. */
const decodeParameter = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '))
