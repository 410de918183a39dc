import { expect, test } from 'vitest'
import { REFUSAL_REASONS, REJECTION_REASONS } from './reasons.ts'
import { REMEDIES } from './remedies.ts'

test('each reason has a remedy of its own words: one sentence that is not the cause again', () => {
  const causes: Readonly<Record<string, string>> = { ...REFUSAL_REASONS, ...REJECTION_REASONS }
  for (const [reason, remedy] of Object.entries(REMEDIES)) {
    expect(remedy, reason).toMatch(/^[A-Z`].*[.`]$/)
    expect(remedy, reason).not.toBe(causes[reason])
  }
  expect(Object.keys(REMEDIES).toSorted()).toEqual([...Object.keys(causes), 'fault', 'too-large'].toSorted())
})
