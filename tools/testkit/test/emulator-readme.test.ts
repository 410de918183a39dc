// The emulator's README is run from here: the kit needs the emulator, so the emulator must not need the kit.
import { testReadme } from '../src/index.ts'

testReadme(new URL('../../../packages/emulator/README.md', import.meta.url))
