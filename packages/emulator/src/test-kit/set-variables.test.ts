// Two kits in one file: jest and node:test end the first one first, vitest the last one.
import { expect, test } from 'vitest'
import { setVariables } from './set-variables.ts'

test.each([
  ['the first', [0, 1]],
  ['the last', [1, 0]],
  ['the first, which ends twice,', [0, 0, 1]],
])('what was there is there again when %s of two ends first', (_, order) => {
  const environment = { A: 'mine' }
  const ends = [
    setVariables({ A: 'one', B: 'one' }, environment),
    setVariables({ A: 'two', B: undefined }, environment),
  ]
  expect(environment).toEqual({ A: 'two' })
  for (const index of order) ends[index]?.()
  expect(environment).toEqual({ A: 'mine' })
})

test('the later of two still holds when the first one ends', () => {
  const environment = { A: 'mine' }
  const [end] = [setVariables({ A: 'one' }, environment), setVariables({ A: 'two' }, environment)]
  end()
  expect(environment).toEqual({ A: 'two' })
})
