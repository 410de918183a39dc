// Where the marks of an axis stand, and where labels go that would otherwise cover each other.

const STEPS = [1, 2, 2.5, 5, 10]
const MOST_MARKS = 6

/** Round numbers from 0 to at least `highest`. */
export function roundMarks(highest: number): number[] {
  if (!(highest > 0 && Number.isFinite(highest))) return [0, 1]
  const rough = highest / (MOST_MARKS - 1)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = (STEPS.find((each) => each * power >= rough) ?? 10) * power
  const count = Math.ceil(highest / step - 1e-9)
  // Multiplied, not added up: 0.1 + 0.2 is no round number.
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}

/** The places nearest to the wanted ones that are `distance` apart, in the order of the wanted ones and none above `lowest`. */
export function spreadOut(wanted: readonly number[], distance: number, lowest: number): number[] {
  const order = wanted.map((_, index) => index).toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))
  const places = [...wanted]
  let least = lowest
  for (const index of order) {
    const place = Math.max(wanted[index] ?? 0, least)
    places[index] = place
    least = place + distance
  }
  return places
}
