// Every example runs as it stands, against the emulator; the root README's code too. What is to be called has a test beside it.
import { existsSync, readdirSync } from 'node:fs'
import { testModules, testReadme } from '@x-tools/testkit'

const here = new URL('./', import.meta.url)
const hasTest = (name: string): boolean => existsSync(new URL(name.replace('.ts', '.test.ts'), here))
const examples = readdirSync(here).filter((name) => /^[\w-]+\.ts$/.test(name) && !hasTest(name))

testModules(examples.map((name) => new URL(name, here)))
testReadme(new URL('../README.md', here), here)
