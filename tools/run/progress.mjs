// One line of progress a step: redrawn each second on a terminal; elsewhere a line at the beginning, one each fifteen seconds
// so that nobody takes a slow machine for a hung one, and one at the end.

const REDRAWN_MS = 1000
const HEARTBEAT_MS = 15_000

/**
 * @typedef {object} Port
 * @property {(text: string) => unknown} write
 * @property {boolean} isTerminal
 * @property {() => number} columns
 * @property {() => number} now in ms
 * @property {(tick: () => void, everyMs: number) => () => void} every calls until what it returns is called
 */

/** @returns {Port} */
export const terminalOf = (stream) => ({
  write: (text) => stream.write(text),
  isTerminal: Boolean(stream.isTTY) && process.env.TERM !== 'dumb',
  columns: () => stream.columns ?? 80,
  now: () => Date.now(),
  every(tick, everyMs) {
    const timer = setInterval(tick, everyMs)
    return () => clearInterval(timer)
  },
})

/**
 * @param {string} title
 * @param {Port} port
 */
export function startProgress(title, port) {
  const began = port.now()
  let detail = ''
  const elapsed = () => `${Math.round((port.now() - began) / 1000)} s`
  const line = (state) => [`${title}: ${state}`, detail].filter((text) => text !== '').join(', ')
  const draw = (text, end = '') => port.write(`\r\u001B[2K${text.slice(0, port.columns() - 1)}${end}`)
  const show = () => (port.isTerminal ? draw(line(elapsed())) : port.write(`${line(elapsed())}\n`))

  if (port.isTerminal) draw(`${title} …`)
  else port.write(`${title} …\n`)
  const stop = port.every(show, port.isTerminal ? REDRAWN_MS : HEARTBEAT_MS)
  return {
    /** @param {string} how far the step is */
    tell(how) {
      detail = how
      if (port.isTerminal) show()
    },
    /** @param {string} outcome such as `done` */
    end(outcome) {
      stop()
      const last = line(`${outcome} in ${elapsed()}`)
      if (port.isTerminal) draw(last, '\n')
      else port.write(`${last}\n`)
    },
  }
}
