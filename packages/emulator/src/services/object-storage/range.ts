// Reads the header `Range` of a read. Object Storage gives one range of bytes.

export interface Part {
  readonly start: number
  /** The first byte behind the part. */
  readonly end: number
}

/**
 * @param length - of the object
 * @returns `'whole'` without a range, or with one that is not of bytes; `'refused'` for what is no single range of this object
 * @see docs/sources.md#object-storage
 */
export function partOf(range: string | undefined, length: number): Part | 'whole' | 'refused' {
  if (range === undefined || !/^bytes=/i.test(range)) return 'whole'
  const [, first = '', last = ''] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(range) ?? []
  if (first === '') return last === '' ? 'refused' : lastBytes(Number(last), length)
  const start = Number(first)
  const isBackwards = last !== '' && Number(last) < start
  return isBackwards || start >= length ? 'refused' : { start, end: endOf(last, length) }
}

const endOf = (last: string, length: number): number => (last === '' ? length : Math.min(Number(last) + 1, length))

const lastBytes = (count: number, length: number): Part | 'refused' =>
  count === 0 || length === 0 ? 'refused' : { start: Math.max(0, length - count), end: length }
