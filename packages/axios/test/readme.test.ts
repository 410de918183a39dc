// What the README shows is what happens.
import { testReadme } from '@x-tools/testkit'

testReadme(new URL('../README.md', import.meta.url))
