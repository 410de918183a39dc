// The code in the README does what it says.
import { testReadme } from '@x-tools/testkit'

testReadme(new URL('../README.md', import.meta.url))
