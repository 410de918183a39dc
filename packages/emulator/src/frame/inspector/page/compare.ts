// A signing string beside the one that the client signed, line by line.

export interface ComparedLine {
  readonly number: number
  /** `undefined` when there is no such line. */
  readonly received: string | undefined
  readonly signed: string | undefined
  readonly isSame: boolean
  /** Whether it is the first line that differs. */
  readonly isFirst: boolean
}

export function compareLines(receivedText: string, signedText: string): readonly ComparedLine[] {
  const [received, signed] = [receivedText.split('\n'), signedText.split('\n')]
  const length = Math.max(received.length, signed.length)
  const first = Array.from({ length }, (_, index) => index).find((index) => received[index] !== signed[index])
  return Array.from({ length }, (_, index) => ({
    number: index + 1,
    received: received[index],
    signed: signed[index],
    isSame: received[index] === signed[index],
    isFirst: index === first,
  }))
}

/** A text in three parts: the middle one is where it differs from another. */
export interface Marked {
  readonly before: string
  readonly changed: string
  readonly after: string
}

export function markChange(text: string, other: string): Marked {
  const [own, others] = [[...text], [...other]]
  const shorter = Math.min(own.length, others.length)
  let start = 0
  while (start < shorter && own[start] === others[start]) start += 1
  let end = 0
  while (end < shorter - start && own.at(-1 - end) === others.at(-1 - end)) end += 1
  const stop = own.length - end
  return {
    before: own.slice(0, start).join(''),
    changed: own.slice(start, stop).join(''),
    after: own.slice(stop).join(''),
  }
}

/** Blanks that a reader would overlook get a sign. */
export const visible = (text: string): string => text.replaceAll(' ', '␣').replaceAll('\t', '⇥').replaceAll('\r', '␍')
