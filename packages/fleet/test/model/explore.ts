// Walks through every state that can be reached, each once.

export interface Explored<State> {
  readonly states: number
  readonly broken: readonly string[]
  /** States from which nothing follows. */
  readonly ends: readonly State[]
}

export interface Rules<State> {
  /** Every state that can follow, and what was broken on the way. */
  readonly movesFrom: (state: State) => readonly { readonly to: State; readonly broken?: string | undefined }[]
  /** What is wrong with a state; `undefined` for nothing. */
  readonly check: (state: State) => string | undefined
  /** The same for states that are alike. */
  readonly nameOf: (state: State) => string
}

export function explore<State>(first: State, { movesFrom, check, nameOf }: Rules<State>): Explored<State> {
  const seen = new Set([nameOf(first)])
  const broken = new Set<string>()
  const ends: State[] = []
  const left = [first]
  for (let state = left.pop(); state !== undefined; state = left.pop()) {
    const moves = movesFrom(state)
    if (moves.length === 0) ends.push(state)
    for (const { to, broken: onTheWay } of moves) {
      const wrong = onTheWay ?? check(to)
      if (wrong !== undefined) broken.add(wrong)
      const name = nameOf(to)
      if (seen.has(name)) continue
      seen.add(name)
      left.push(to)
    }
  }
  return { states: seen.size, broken: [...broken], ends }
}
