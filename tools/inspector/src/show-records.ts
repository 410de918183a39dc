// Gives the inspector's page records to show in place of those that the emulator tells it.
import type { RecordedRequest } from '@x/emulator'
import type { Page } from 'playwright-core'

const STATE = { run: 'pictures', since: 1, limit: 1000, clock: { offsetMs: 0 }, faults: [] }

/** As text: a function would come to the page as the compiler of this file has changed it. */
const TOLD_ONCE = `
  globalThis.EventSource = class extends EventTarget {
    static CLOSED = 2
    readyState = 1
    constructor() {
      super()
      setTimeout(() => {
        this.dispatchEvent(new Event('open'))
        for (const { type, data } of told) this.dispatchEvent(new MessageEvent(type, { data }))
      })
    }
  }`

/** Has to be called before the page is opened. */
export async function showRecords(page: Page, records: readonly RecordedRequest[]): Promise<void> {
  const told = [
    { type: 'state', data: JSON.stringify(STATE) },
    { type: 'requests', data: JSON.stringify(records) },
  ]
  await page.addInitScript({ content: `{ const told = ${JSON.stringify(told)}\n${TOLD_ONCE}\n}` })
}
