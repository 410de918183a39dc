// The pictures of the documentation: which views of the page there are, and how each is come by.
import type { Page } from 'playwright-core'

export interface Picture {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly scheme: 'light' | 'dark'
  /** Brings the page into the view. */
  readonly arrange: (page: Page) => Promise<void>
}

const open = async (page: Page, text: string): Promise<void> => {
  await page.locator('[role=option]', { hasText: text }).first().click()
  await page.locator('#detail-title').waitFor()
}
const openDifference = (page: Page): Promise<void> => open(page, 'signature-mismatch')

const openToken = async (page: Page): Promise<void> => {
  await open(page, 'token-revoked')
  await page.getByRole('heading', { name: 'Token' }).waitFor()
}
const showList = (page: Page): Promise<void> => page.locator('[role=option]').first().waitFor()

export const PICTURES: readonly Picture[] = [
  { name: 'inspector-light', width: 1280, height: 800, scheme: 'light', arrange: openDifference },
  { name: 'inspector-dark', width: 1280, height: 800, scheme: 'dark', arrange: openToken },
  { name: 'inspector-narrow', width: 360, height: 740, scheme: 'light', arrange: showList },
  { name: 'inspector-narrow-detail', width: 360, height: 740, scheme: 'dark', arrange: openDifference },
]

/** What the page looks like once it changes no more: two pictures in a row are the same. */
export async function pictureAtRest(page: Page): Promise<Buffer> {
  let before = await page.screenshot()
  for (let taken = 1; taken < 20; taken++) {
    await page.waitForTimeout(150)
    const now = await page.screenshot()
    if (now.equals(before)) return now
    before = now
  }
  throw new Error('The page does not come to rest. Look at what moves on it.')
}
