// Where the walk stands.
import { fileURLToPath } from 'node:url'

export const README = fileURLToPath(new URL('../../../packages/cli/README.md', import.meta.url))
export const NAME = 'walk'
