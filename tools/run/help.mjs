// The help of the root commands, from their table.

/** @param {Readonly<Record<string, import('./commands.mjs').Command>>} commands */
export function helpForAll(commands) {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const rows = Object.entries(commands).map(([name, { does }]) => `  ${name.padEnd(width)}  ${does}`)
  return [
    'Usage: npm run <command> -- [options]',
    '',
    ...rows,
    '',
    'npm run <command> -- --help tells its options.',
  ].join('\n')
}

/**
 * @param {string} name
 * @param {import('./commands.mjs').Command} command
 */
export function helpFor(name, { does, options = {}, words, passesOn, steps }) {
  const all = { ...options, '--help': 'shows this text' }
  const width = Math.max(...Object.keys(all).map((option) => option.length))
  return [
    ['Usage: npm run', name, '--', words, passesOn === undefined ? '[options]' : '[arguments]']
      .filter(Boolean)
      .join(' '),
    '',
    `It ${does}.`,
    '',
    ...Object.entries(all).map(([option, text]) => `  ${option.padEnd(width)}  ${text}`),
    ...(passesOn === undefined ? [] : ['', `Passed on: ${passesOn}.`]),
    '',
    `Its steps: ${steps([])
      .map(({ title }) => title)
      .join(', ')}.`,
  ].join('\n')
}
