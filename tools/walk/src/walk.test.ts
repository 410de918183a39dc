// The walk in the README is what a run shows.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readPlace } from '../../conformance/src/report/markdown.ts'
import { NAME, README } from './place.ts'
import { walk } from './walk.ts'

test('every command of the walk does what the README shows; npm run generate writes it anew', async () => {
  expect(await walk()).toBe(readPlace(readFileSync(README, 'utf8'), NAME))
}, 60_000)
