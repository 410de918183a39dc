// A line at a terminal that shows that something takes its time; it is gone when that is over.
import type { Output } from '../terminal.ts'
import { redact, withoutControls } from './redact.ts'

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_MS = 80
const ERASE = '\r\u001B[K'

export function progressOn(stderr: Output): <T>(what: string, work: Promise<T>) => Promise<T> {
  return async (what, work) => {
    if (stderr.isTTY !== true) return work
    const text = withoutControls(redact(what))
    let frame = 0
    const timer = setInterval(() => void stderr.write(`\r${FRAMES[frame++ % FRAMES.length]} ${text}`), FRAME_MS)
    return work.finally(() => {
      clearInterval(timer)
      if (frame > 0) stderr.write(ERASE)
    })
  }
}
