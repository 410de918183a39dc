// How long a process pauses before it looks again: longer each time, and left to chance, so that a fleet does not look at once.

const FIRST_MS = 40
const MOST_MS = 400

/**
 * @param pauses - how often it has paused
 * @param random - 0 to 1
 * @returns milliseconds: half to all of 40, 60, 90, … up to 400
 */
export const pauseMs = (pauses: number, random: number): number =>
  Math.min(MOST_MS, FIRST_MS * 1.5 ** Math.min(pauses, 16)) * (0.5 + random / 2)
