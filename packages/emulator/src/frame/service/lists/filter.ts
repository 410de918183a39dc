// Narrows a list down by the query: an item stays when its member is equal to the parameter of the same name.

export interface Filtered<Item extends object> {
  readonly items: readonly Item[]
  /** The query parameters that narrow the list down. */
  readonly filters: readonly string[]
  /** What `lifecycleState` can be, in any case of its letters; left out where the list has no such parameter. */
  readonly states?: readonly string[]
}

/** @returns what is wrong with the query when it asks for a state that there is not */
export function filterItems<Item extends object>(
  { items, filters, states }: Filtered<Item>,
  query: URLSearchParams,
): readonly Item[] | string {
  const wanted = filters.flatMap((name) => query.getAll(name).map((value): Wanted => [name, value]))
  const inStates = query.getAll('lifecycleState').map((value): Wanted => ['lifecycleState', value.toUpperCase()])
  if (states === undefined) return stay(items, wanted)
  const isKnown = inStates.every(([, state]) => states.includes(state))
  return isKnown ? stay(items, [...wanted, ...inStates]) : `lifecycleState must be one of ${states.join(', ')}`
}

type Wanted = readonly [name: string, value: string]

const stay = <Item extends object>(items: readonly Item[], wanted: readonly Wanted[]): readonly Item[] =>
  items.filter((item) => {
    const members = new Map(Object.entries(item))
    return wanted.every(([name, value]) => members.get(name) === value)
  })
