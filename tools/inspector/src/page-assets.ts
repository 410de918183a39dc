// The script and the style sheet of the inspector's page, bundled and minified, as a module of the sources: tests run unbuilt.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const at = (path: string): string =>
  fileURLToPath(new URL(`../../../packages/emulator/src/frame/inspector/${path}`, import.meta.url))

export const ASSETS_FILE = at('page-assets.ts')

/** The oldest that have all the style sheet uses. */
const BROWSERS = ['chrome123', 'firefox121', 'safari17.5']

async function bundle(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [at(file)],
    bundle: true,
    minify: true,
    write: false,
    charset: 'utf8',
    format: 'esm',
    target: BROWSERS,
  })
  return outputFiles[0]?.text.trim() ?? ''
}

/** The text of that module. */
export async function pageAssets(): Promise<string> {
  const [script, style] = await Promise.all([bundle('page/main.ts'), bundle('page/style.css')])
  return `// Written by npm run generate from page/: what the browser runs, and how it looks.

export const PAGE_SCRIPT = ${JSON.stringify(script)}

export const PAGE_STYLE = ${JSON.stringify(style)}
`
}
