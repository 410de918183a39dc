// The packed packages through `import`.
import { run } from './suite.mjs'

await run((name) => import(name))
