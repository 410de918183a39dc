// What may stand in a host name: everything else could lead a signed request elsewhere.

const LABEL = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/

/** Labels of 1–63 letters, digits, `_` and inner `-`, joined by dots. */
export function isSafeHost(value: string): boolean {
  return value.length <= 253 && value.split('.').every((label) => LABEL.test(label))
}
