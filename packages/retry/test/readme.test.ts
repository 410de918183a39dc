// The README's code does what the README says.
import { testReadme } from '@x-tools/testkit'

testReadme(new URL('../README.md', import.meta.url))
