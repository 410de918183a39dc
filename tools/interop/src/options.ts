// What was asked for on the command line: which clients, and whether the record is compared instead of written. Pure.

export interface Options {
  /** In the order of the columns. */
  readonly clients: readonly string[]
  readonly onlyCheck: boolean
}

/** A client as far as the command line names it. */
interface Named {
  readonly id: string
  /** The client whose name asks for this one too. */
  readonly comesWith?: string | undefined
}

/** @returns a sentence where the arguments cannot be followed */
export function optionsOf(
  args: readonly string[],
  { CI }: { readonly CI?: string | undefined },
  clients: readonly Named[],
): Options | string {
  const all = clients.map(({ id }) => id)
  let asked: readonly string[] = all
  let onlyCheck = Boolean(CI)
  for (let i = 0; i < args.length; i++) {
    const [name, inline] = args[i]!.split('=', 2)
    if (name === '--check') onlyCheck = true
    else if (name === '--only') asked = (inline ?? args[++i] ?? '').split(',').map((id) => id.trim())
    else return `There is no option ${name}. There are --only and --check.`
  }
  const unknown = asked.filter((id) => !all.includes(id))
  if (unknown.length > 0) return `There is no client "${unknown.join('", "')}". There are ${all.join(', ')}.`
  const isAsked = ({ id, comesWith }: Named): boolean =>
    asked.includes(id) || (comesWith !== undefined && asked.includes(comesWith))
  return { clients: clients.filter(isAsked).map(({ id }) => id), onlyCheck }
}
