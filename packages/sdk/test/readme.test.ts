// The README's code runs as it stands.
import { testReadme } from '@x-tools/testkit'

testReadme(new URL('../README.md', import.meta.url))
