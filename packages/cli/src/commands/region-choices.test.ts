// A list that a person finds a region in.
import { regions } from '@x/config/regions'
import { expect, test } from 'vitest'
import { regionChoices } from './region-choices.ts'

test('every region is there once, those of the commercial realm first, by name', () => {
  const names = regionChoices().map(({ value }) => value)
  expect(new Set(names)).toEqual(new Set(regions.map(({ id }) => id)))
  expect(names).toHaveLength(regions.length)
  const commercial = regions.filter(({ realm }) => realm === 'oc1').map(({ id }) => id)
  expect(names.slice(0, commercial.length)).toEqual(commercial.toSorted())
})

test('realms follow by their numbers: oc2 before oc10', () => {
  const realms = regionChoices().map(({ hint = '' }) => Number(/oc(\d+)$/.exec(hint)?.[1]))
  expect(realms).toEqual(realms.toSorted((one, other) => one - other))
})
