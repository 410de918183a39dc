// A Worker as wrangler bundles it: one module.
import { build } from 'esbuild'

interface Module {
  readonly type: 'ESModule'
  readonly path: string
  readonly contents: string
}

export async function bundleWorker(path: string): Promise<Module[]> {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    format: 'esm',
    conditions: ['workerd', 'worker', 'browser'],
    write: false,
  })
  return [{ type: 'ESModule', path: 'worker.js', contents: String(outputFiles[0]?.text) }]
}
