// The regions as a list to choose from: the commercial realm first, and by name in each.
import { regions } from '@x/config/regions'
import type { Choice } from '../ask/questions.ts'

export function regionChoices(): readonly Choice<string>[] {
  return regions
    .toSorted((one, other) => keyOf(one).localeCompare(keyOf(other), 'en', { numeric: true }))
    .map(({ id, code, realm }) => ({ value: id, hint: `${code}, ${realm}` }))
}

const keyOf = ({ id, realm }: (typeof regions)[number]): string => `${realm} ${id}`
