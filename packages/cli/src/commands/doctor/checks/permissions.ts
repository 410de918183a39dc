// Whether files and folders of the profile are their owner's alone.
import { isOpen, type Place } from '../facts/places.ts'
import { notAsked, ok, warning, type Check } from '../finding.ts'

const modeOf = ({ mode }: Place): string => `mode 0${mode.toString(8)}`

export const permissions: Check = {
  name: 'permissions',
  judge: ({ places, repairs, isWindows }) => {
    if (isWindows) return notAsked('Windows has lists of access in the place of modes.')
    if (places.length === 0) return notAsked('There is no file to look at.')
    const failed = repairs.find(({ error }) => error !== undefined)
    if (failed) return warning((failed.error as Error).message)
    const foreign = places.find(({ owner }) => owner === 'other')
    if (foreign)
      return warning(`${foreign.path} belongs to another user.`, 'Make it yours, or take a file of your own.')
    const open = places.filter(isOpen)
    if (open.length > 0) {
      const shown = open.map((place) => `${place.path} (${modeOf(place)})`).join(', ')
      return warning(`Others may read or change ${shown}.`, 'the same command with --fix')
    }
    if (repairs.length === 0) return ok('Nobody else may read or change the files of the profile.')
    return ok(`Repaired: ${repairs.map(({ path }) => path).join(', ')}.`)
  },
}
