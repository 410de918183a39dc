// Makes values of the texts on the line. Each throws the sentence that says what is allowed.

/** `90s`, `5m`, `1h`, or a number of seconds → milliseconds. */
export function readDuration(text: string): number {
  const [, number, unit = 's'] = /^(\d{1,6})([smhd])?$/.exec(text.trim()) ?? []
  if (number === undefined) throw new RangeError('Give a time such as 90s, 5m or 1h.')
  const ms = Number(number) * MS_OF[unit as keyof typeof MS_OF]
  // A longer timer would be over at once.
  if (ms > 2_147_483_647) throw new RangeError('Give 24d at most.')
  return ms
}

const MS_OF = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Seconds, with fractions → milliseconds. */
export function readSeconds(text: string): number {
  const seconds = /^\d{1,5}(?:\.\d{1,3})?$/.test(text.trim()) ? Number(text) : 0
  if (seconds <= 0) throw new RangeError('Give a number of seconds above 0.')
  return Math.round(seconds * 1000)
}

export function readWholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,10}$/.test(text.trim()) ? Number(text) : Number.NaN
    if (number >= min && number <= max) return number
    throw new RangeError(`Give a whole number from ${min} to ${max}.`)
  }
}

/** An OCID of one kind, such as `user`. */
export function readOcid(kind: string): (text: string) => string {
  return (text) => {
    const ocid = text.trim()
    if (ocid.startsWith(`ocid1.${kind}.`) && /^[\w.-]+$/.test(ocid)) return ocid
    throw new RangeError(`Give an OCID that begins with ocid1.${kind}.`)
  }
}

/** Of a public key, as OCI writes it. */
export function readFingerprint(text: string): string {
  const fingerprint = text.trim().toLowerCase()
  if (/^[0-9a-f]{2}(?::[0-9a-f]{2}){15}$/.test(fingerprint)) return fingerprint
  throw new RangeError('Give 16 pairs of hexadecimal digits with colons between them.')
}
