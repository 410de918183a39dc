// One worker is enough, and no browser is asked for.
export default { testMatch: '*.pw.mjs', workers: 1, reporter: 'line', outputDir: 'node_modules/.cache/playwright' }
