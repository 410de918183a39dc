import { describe, expect, test } from 'vitest'
import { findChromium } from './chromium.ts'

describe('findChromium', () => {
  test('takes CHROMIUM_PATH before the usual place', () => {
    expect(findChromium({ CHROMIUM_PATH: '/opt/chromium' }, () => true)).toEqual({ executable: '/opt/chromium' })
    expect(findChromium({}, () => true)).toEqual({ executable: '/usr/bin/chromium' })
  })

  test('says what to do where there is none', () => {
    expect(findChromium({}, () => false)).toEqual({ missing: expect.stringMatching(/apt-get install.*CHROMIUM_PATH/) })
  })
})
