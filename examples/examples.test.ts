// Every example runs as it stands, against the emulator; the root README's code too.
import { readdirSync } from 'node:fs'
import { testModules, testReadme } from '@x-tools/testkit'

const here = new URL('./', import.meta.url)
const examples = readdirSync(here).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))

testModules(examples.map((name) => new URL(name, here)))
testReadme(new URL('../README.md', here), here)
