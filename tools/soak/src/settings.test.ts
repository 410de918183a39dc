import { expect, test } from 'vitest'
import { OPTIONS, settingsFrom } from './settings.ts'

test('without words it is the full run', () => {
  expect(settingsFrom({})).toMatchObject({ requests: 100_000, inFlight: 64, tokenSeconds: 5, rotateSeconds: 20 })
})

test('a short run rotates more often, so that it has what a full one has', () => {
  expect(settingsFrom({ requests: '3000' })).toMatchObject({ requests: 3000, tokenSeconds: 5, rotateSeconds: 8 })
})

test('what is given wins over the defaults of either', () => {
  const words = { requests: '150', seed: 'a', 'in-flight': '8', 'rotate-seconds': '0.5', 'fault-share': '0' }
  expect(settingsFrom(words)).toMatchObject({
    requests: 150,
    seed: 'a',
    inFlight: 8,
    rotateSeconds: 0.5,
    faultShare: 0,
  })
})

test.each([
  ['requests', '0'],
  ['requests', '1.5'],
  ['requests', ''],
  ['requests', 'many'],
  ['in-flight', '-1'],
  ['fault-share', '0.6'],
  ['token-seconds', '1'],
  ['spread-seconds', 'Infinity'],
])('refuses --%s %s and names it', (word, text) => {
  expect(Object.keys(OPTIONS)).toContain(word)
  expect(() => settingsFrom({ [word]: text })).toThrow(`--${word} is not a`)
})
